import { existsSync, readFileSync } from 'node:fs'

/**
 * `node scripts/ci-summary.mjs <exit code> <counts.json> …` adds up what each step counted. A step that left no counts
 * did not get to its end, and an exit code that nothing accounts for counts as one failure.
 */
const [status, ...files] = process.argv.slice(2)
let passed = 0
let failed = 0
for (const file of files) {
  if (!existsSync(file)) {
    failed += 1
    continue
  }
  for (const result of JSON.parse(readFileSync(file, 'utf8'))) {
    passed += result.passed
    failed += result.failed
  }
}
if (status !== '0' && failed === 0) failed = 1
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
