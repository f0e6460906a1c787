import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { defaultReporter } from '@web/test-runner'
import { chromeLauncher } from '@web/test-runner-chrome'
import { browserBundle } from './scripts/config/browser-bundle.mjs'
import { browserPages } from './scripts/config/browser-pages.mjs'
import { browserPool } from './scripts/config/browser-pool.mjs'
import { longTests } from './scripts/config/long-tests.mjs'
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

/** The packages whose tests run in a browser, each a group. */
const packages = ['player', 'studio']
/**
 * The real handler and the stand-in for Mux, for tests of elements. Each package's tests say what theirs are made of; the other groups do
 * not wait for them.
 */
const backendFile = (name) => join(root, `packages/${name}/test/support/backend.mjs`)
/** `EHR_GROUPS` names the groups of one run, `--group` one of them. */
const named = process.argv.includes('--group')
  ? [process.argv[process.argv.indexOf('--group') + 1]]
  : process.env.EHR_GROUPS?.split(',')
let backends = []
const testBackend = {
  name: 'test-backend',
  async serverStart() {
    for (const name of packages.filter((each) => !named || named.includes(each))) {
      if (!existsSync(backendFile(name))) continue
      const { createTestBackend } = await import(pathToFileURL(backendFile(name)).href)
      backends.push(await createTestBackend())
    }
  },
  async serverStop() {
    for (const backend of backends) await backend.close()
    backends = []
  },
}
function askBackend(context, next, [backend, ...others] = backends) {
  return backend ? backend.middleware(context, () => askBackend(context, next, others)) : next()
}

const bundle = browserBundle(root)
const testBundle = { name: 'browser-bundle', serverStart: () => bundle.start() }

/** Real counts of each group for `npm test`, which adds them up: `EHR_COUNTS` names the file. */
const counts = {
  onTestRunFinished({ sessions }) {
    const file = process.env.EHR_COUNTS
    if (!file) return
    const totals = {}
    const walk = (suite, total) => {
      for (const test of suite?.tests ?? []) total[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed'] += 1
      for (const inner of suite?.suites ?? []) walk(inner, total)
    }
    for (const session of sessions) {
      const total = (totals[session.group.name] ??= { passed: 0, failed: 0, skipped: 0 })
      walk(session.testResults, total)
      // A file that could not be loaded has no test that could fail.
      if (!session.passed && (session.errors.length > 0 || !session.testResults)) total.failed += 1
    }
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, JSON.stringify(totals))
  },
}

const launch = () => chromeLauncher({ launchOptions: { executablePath, args: chromiumArguments() } })
/** What only a browser can prove. The longest pages come first, and the short ones fill what is left of the browsers. */
const groups = packages.map((name) => {
  const pages = browserPages(root, name)
  const longPages = longTests.filter((file) => pages.includes(file))
  return { name, files: [...longPages, ...pages] }
})

export default {
  rootDir: root,
  nodeResolve: { browser: true, exportConditions: ['production'] },
  // `--files` names some files instead, for one look at one test.
  groups: process.argv.includes('--files') ? [] : groups.filter(({ name }) => named?.includes(name) ?? true),
  browsers: [browserPool([launch(), launch(), launch()])],
  // A timeout only ends what hangs: on a slow machine, beside the suites in Node, a lesson takes its time.
  testFramework: { config: { ui: 'bdd', timeout: 60_000 } },
  testsStartTimeout: 60_000,
  testsFinishTimeout: 600_000,
  middleware: [serveMockWorker, (context, next) => askBackend(context, next), bundle.middleware],
  plugins: [testBundle, testBackend],
  reporters: [defaultReporter({ reportTestResults: true, reportTestProgress: Boolean(process.stdout.isTTY) }), counts],
}
