import { existsSync, readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { suites } from './list.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const nothing = () => ({ passed: 0, failed: 0, skipped: 0 })

/** The JSON that a runner has written, or `undefined` when it ended before it could. */
export function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/** Vitest's JSON report, counted per suite by where the file is. */
export function countVitest(report, names) {
  const counts = new Map(names.map((name) => [name, nothing()]))
  for (const file of report?.testResults ?? []) {
    const path = relative(root, file.name).split(sep).join('/')
    const suite = suites.find(({ runner, home }) => runner === 'vitest' && path.startsWith(home))
    const count = suite && counts.get(suite.name)
    if (!count) continue
    for (const { status } of file.assertionResults) {
      count[status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped'] += 1
    }
    // A file that could not be loaded, or whose hook failed, has no failing test itself.
    const hasFailure = file.assertionResults.some(({ status }) => status === 'failed')
    if (file.status === 'failed' && !hasFailure) count.failed += 1
  }
  return counts
}

/** What the browsers' runner counted per group (`web-test-runner.config.mjs`), by the names of the suites. */
export function countBrowser(report, chosen) {
  return new Map(chosen.map(({ name, group }) => [name, report?.[group] ?? nothing()]))
}

/** A suite that ran nothing, or a runner that failed without a failing test, must not look like success. */
export function judge({ code, counts }) {
  const results = [...counts].map(([name, count]) => ({ name, ...count }))
  for (const result of results) {
    if (result.passed + result.failed === 0) Object.assign(result, { failed: 1, note: 'no test ran' })
  }
  if (code !== 0 && results.every(({ failed }) => failed === 0)) {
    Object.assign(results.at(-1), { failed: 1, note: `the runner ended with ${code}` })
  }
  return results
}
