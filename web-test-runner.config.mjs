import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { esbuildPlugin } from '@web/dev-server-esbuild'
import { defaultReporter } from '@web/test-runner'
import { chromeLauncher } from '@web/test-runner-chrome'
import { chromiumArguments, findChromium } from './scripts/find-chromium.mjs'

const root = dirname(fileURLToPath(import.meta.url))
const require = createRequire(import.meta.url)
const executablePath = findChromium()
if (!executablePath) throw new Error('No Chromium or Chrome found. `npm test` installs one, or set CHROME_PATH.')

/** Mock Service Worker has to come from the root of the origin to see every request. */
const mockWorker = readFileSync(join(dirname(require.resolve('msw/package.json')), 'lib/mockServiceWorker.js'), 'utf8')
function serveMockWorker(context, next) {
  if (context.path !== '/mockServiceWorker.js') return next()
  context.type = 'text/javascript'
  context.set('Service-Worker-Allowed', '/')
  context.body = mockWorker
}

/**
 * The real handler and the stand-in for Mux, for tests of the element that play real HLS. The player's tests say what
 * they are made of; the other groups do not wait for them.
 */
const backendFile = join(root, 'packages/player/test/support/backend.mjs')
const group = process.argv[process.argv.indexOf('--group') + 1]
const wantsBackend = !process.argv.includes('--group') || group === 'player'
let backend
const testBackend = {
  name: 'test-backend',
  async serverStart() {
    if (!wantsBackend || !existsSync(backendFile)) return
    const { createTestBackend } = await import(pathToFileURL(backendFile).href)
    backend = await createTestBackend()
  },
  async serverStop() {
    await backend?.close()
    backend = undefined
  },
}
function askBackend(context, next) {
  return backend ? backend.middleware(context, next) : next()
}

/** Real counts for `npm test`, which adds them up: `EHR_COUNTS` names the file. */
const counts = {
  onTestRunFinished({ sessions }) {
    const file = process.env.EHR_COUNTS
    if (!file) return
    const total = { passed: 0, failed: 0, skipped: 0 }
    const walk = (suite) => {
      for (const test of suite?.tests ?? []) total[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1
      for (const inner of suite?.suites ?? []) walk(inner)
    }
    for (const session of sessions) {
      walk(session.testResults)
      // A file that could not be loaded has no test of its own to fail.
      if (!session.passed && (session.errors.length > 0 || !session.testResults)) total.failed += 1
    }
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(total))
  },
}

export default {
  rootDir: root,
  nodeResolve: { browser: true, exportConditions: ['production'] },
  // `--files` names some files instead, for one look at one test.
  groups: process.argv.includes('--files')
    ? []
    : [
        { name: 'protocol', files: 'packages/protocol/test/**/*.test.ts' },
        { name: 'core', files: 'packages/player/test/core/**/*.test.ts' },
        { name: 'player', files: 'packages/player/test/{browser,element}/**/*.test.ts' },
      ],
  browsers: [chromeLauncher({ launchOptions: { executablePath, args: chromiumArguments() } })],
  // Of two pages in one window one is hidden and paints nothing, which a player notices and a pure module does not.
  concurrency: wantsBackend ? 1 : 2,
  testFramework: { config: { ui: 'bdd', timeout: 20_000 } },
  testsStartTimeout: 60_000,
  testsFinishTimeout: 240_000,
  // Said by every Mux Player whose attributes are set before it is in the page, which is what keeps its cast script away.
  filterBrowserLogs: ({ args }) => !String(args[0]).includes('Media Chrome: No style sheet found'),
  middleware: [serveMockWorker, askBackend],
  plugins: [esbuildPlugin({ ts: true, target: 'es2022' }), testBackend],
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: Boolean(process.stdout.isTTY) }), counts],
}
