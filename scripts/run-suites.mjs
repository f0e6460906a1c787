import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { databaseTests } from './database-tests.mjs'
import { runQuietly, seconds, step } from './progress.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const program = (name, file) => join(root, 'node_modules', name, file)

/** In the order in which they run: what is quick and closest to the source first. `home` is where the files are. */
const suites = [
  { name: 'protocol', runner: 'vitest', home: 'packages/protocol/test/' },
  { name: 'player-core', runner: 'vitest', home: 'packages/player/test/core/' },
  { name: 'player-simulation', runner: 'vitest', home: 'packages/player/test/simulation/' },
  { name: 'mux-local', runner: 'vitest', home: 'packages/mux-local/test/' },
  { name: 'server', runner: 'vitest', home: 'packages/server/test/' },
  { name: 'house', runner: 'vitest', home: 'scripts/test/' },
  { name: 'browser-protocol', runner: 'wtr', group: 'protocol', home: 'packages/protocol/test/' },
  { name: 'browser-core', runner: 'wtr', group: 'core', home: 'packages/player/test/core/' },
  { name: 'browser-player', runner: 'wtr', group: 'player', home: 'packages/player/test/' },
  { name: 'e2e', runner: 'vitest', home: 'examples/' },
]

const nothing = () => ({ passed: 0, failed: 0, skipped: 0 })

/** Vitest's JSON report, counted per suite by where the file is. */
export function countVitest(report, names) {
  const counts = new Map(names.map((name) => [name, nothing()]))
  for (const file of report.testResults) {
    const path = relative(root, file.name).split(sep).join('/')
    const suite = suites.find(({ runner, home }) => runner === 'vitest' && path.startsWith(home))
    const count = suite && counts.get(suite.name)
    if (!count) continue
    for (const { status } of file.assertionResults) {
      count[status === 'passed' ? 'passed' : status === 'failed' ? 'failed' : 'skipped'] += 1
    }
    // A file that could not be loaded, or whose hook failed, has no failing test of its own.
    const told = file.assertionResults.some(({ status }) => status === 'failed')
    if (file.status === 'failed' && !told) count.failed += 1
  }
  return counts
}

async function runVitest(names, folder, files) {
  const counts = new Map(names.map((name) => [name, nothing()]))
  // Without a file to name, vitest would run them all.
  if (files?.length === 0) return { code: 1, output: '', counts }
  const report = join(folder, 'vitest.json')
  rmSync(report, { force: true })
  const config = 'scripts/config/vitest.config.mjs'
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const projects = names.map((name) => `--project=${name}`)
  const args = [program('vitest', 'vitest.mjs'), 'run', '--config', config, '--root', '.', ...reporters, ...projects]
  const { code, output } = await runQuietly(process.execPath, [...args, ...(files ?? [])], { cwd: root })
  if (!existsSync(report)) return { code, output, counts }
  return { code, output, counts: countVitest(JSON.parse(readFileSync(report, 'utf8')), names) }
}

async function runBrowser({ name, group }, folder) {
  const report = join(folder, `${group}.json`)
  const args = [program('@web/test-runner', 'dist/bin.js'), '--group', group]
  const { code, output } = await runQuietly(process.execPath, args, { cwd: root, env: { EHR_COUNTS: report } })
  const count = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : nothing()
  return { code, output, counts: new Map([[name, count]]) }
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

function plan({ only, postgres }) {
  if (postgres) {
    const folder = 'packages/server/test'
    const files = databaseTests(join(root, folder)).map((file) => `${folder}/${file}`)
    return [{ title: 'server, on PostgreSQL and Redis', vitest: ['server'], files }]
  }
  const unknown = only?.find((name) => !suites.some((suite) => suite.name === name))
  if (unknown) throw new Error(`There is no suite “${unknown}”. There are: ${suites.map((s) => s.name).join(', ')}.`)
  const chosen = suites.filter(({ name }) => !only || only.includes(name))
  const inNode = chosen.filter(({ runner, name }) => runner === 'vitest' && name !== 'e2e').map(({ name }) => name)
  return [
    ...(inNode.length > 0 ? [{ title: inNode.join(', '), vitest: inNode }] : []),
    ...chosen.filter(({ runner }) => runner === 'wtr').map((suite) => ({ title: suite.name, browser: suite })),
    ...(chosen.some(({ name }) => name === 'e2e') ? [{ title: 'e2e', vitest: ['e2e'] }] : []),
  ]
}

/** Runs the chosen suites, prints what failed and the counts, and answers whether everything passed. */
export async function runSuites({ only, postgres = false, json } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ehr-test-'))
  const startedAt = Date.now()
  const results = []
  try {
    for (const { title, vitest, files, browser } of plan({ only, postgres })) {
      const run = await step(`Testing ${title}`, () =>
        browser ? runBrowser(browser, folder) : runVitest(vitest, folder, files),
      )
      const judged = judge(run)
      if (judged.some(({ failed }) => failed > 0)) console.log(run.output)
      results.push(...judged)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  if (json) writeFileSync(json, JSON.stringify(results))
  return summarise(results, startedAt)
}

function summarise(results, startedAt) {
  const sum = (key) => results.reduce((total, result) => total + result[key], 0)
  console.log('')
  for (const { name, passed, failed, skipped, note } of results) {
    const rest = [failed && `${failed} failed`, skipped && `${skipped} skipped`, note].filter(Boolean)
    console.log(`  ${name.padEnd(18)} ${[`${passed} passed`, ...rest].join(', ')}`)
  }
  console.log(`\nTook ${seconds(Date.now() - startedAt)}.`)
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
  return results.length > 0 && sum('failed') === 0
}
