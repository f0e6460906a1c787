import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from 'chai'
import { browserPages, ownPages } from '../config/browser-pages.mjs'
import { browserPool } from '../config/browser-pool.mjs'
import { longTests } from '../config/long-tests.mjs'
import { newest } from '../install-node.mjs'
import { countBrowser, countVitest, judge } from '../suites/counts.mjs'
import { runLanes } from '../suites/run-lanes.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const nothing = { passed: 0, failed: 0, skipped: 0 }
const all = { passed: 3, failed: 0, skipped: 0 }

describe('the suites of npm test', () => {
  it('count every test of a report to its suite, and a file that did not load as one failure', () => {
    const file = (path, ...statuses) => ({
      name: join(root, path),
      status: statuses.includes('failed') || statuses.length === 0 ? 'failed' : 'passed',
      assertionResults: statuses.map((status) => ({ status })),
    })
    const testResults = [
      file('packages/protocol/test/a.test.ts', 'passed', 'passed', 'failed'),
      file('packages/protocol/test/b.test.ts'),
      file('packages/server/test/c.test.ts', 'passed', 'skipped'),
    ]
    const counts = countVitest({ testResults }, ['protocol', 'server'])
    assert.deepEqual(counts.get('protocol'), { passed: 2, failed: 2, skipped: 0 })
    assert.deepEqual(counts.get('server'), { passed: 1, failed: 0, skipped: 1 })
  })

  it('take what the browsers counted for each group, and nothing of a group that did not run', () => {
    const chosen = [
      { name: 'browser-other', group: 'other' },
      { name: 'browser-player', group: 'player' },
    ]
    assert.deepEqual(
      [...countBrowser({ player: all }, chosen)],
      [
        ['browser-other', nothing],
        ['browser-player', all],
      ],
    )
    assert.deepEqual(countBrowser(undefined, chosen).get('browser-player'), nothing)
  })

  it('do not take a suite that ran nothing, or a runner that broke, for a success', () => {
    assert.equal(judge({ code: 0, counts: new Map([['server', nothing]]) })[0].failed, 1)
    assert.equal(judge({ code: 1, counts: new Map([['server', all]]) })[0].failed, 1)
    assert.equal(judge({ code: 0, counts: new Map([['server', all]]) })[0].failed, 0)
  })

  it('run the lanes beside each other and the steps of a lane in turn, and print a failure in one piece', async () => {
    const said = []
    const begun = []
    let release
    const held = new Promise((resolve) => (release = resolve))
    const step = (name, counts, work = async () => {}) => ({
      name,
      suites: [name],
      run: async () => {
        begun.push(name)
        await work()
        return { code: counts.failed, output: `${name} line 1\n${name} line 2`, counts: new Map([[name, counts]]) }
      },
    })
    const lanes = [
      // Ends only once the other lane has come to its second step.
      [step('first', all, () => held), step('second', all)],
      [step('other', { ...all, failed: 1 }), step('last', all, async () => release())],
    ]
    const results = await runLanes(lanes, { say: (line) => said.push(line) })
    assert.deepEqual(begun, ['first', 'other', 'last', 'second'])
    assert.deepEqual(
      results.map(({ name, failed }) => [name, failed]),
      [
        ['first', 0],
        ['second', 0],
        ['other', 1],
        ['last', 0],
      ],
    )
    assert.include(said, 'other line 1\nother line 2')
    assert.notInclude(said.join(), 'first line')
    assert.isTrue(said.some((line) => /^Testing other: other FAILED after \d/.test(line)))
  })

  it('say every while which steps are running', async () => {
    let finish
    const ended = new Promise((resolve) => (finish = resolve))
    const said = []
    const say = (line) => {
      said.push(line)
      if (line.startsWith('Still')) finish()
    }
    const run = async () => {
      await ended
      return { code: 0, output: '', counts: new Map([['a', all]]) }
    }
    await runLanes([[{ name: 'one', suites: ['a'], run }], [{ name: 'two', suites: ['a'], run }]], { say, every: 1 })
    assert.match(
      said.find((line) => line.startsWith('Still')),
      /^Still testing one \(\d.*\) and two \(\d.*\) …$/,
    )
  })

  it('begin with long files that exist', () => {
    for (const file of longTests) assert.isTrue(existsSync(join(root, file)), file)
  })
})

describe('the pages of the browser tests', () => {
  let folder
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ehr-pages-'))))
  afterEach(() => rmSync(folder, { recursive: true }))

  /** A project with these files, beside those that have a page to themselves. */
  function project(files) {
    const own = Object.keys(ownPages).map((file) => [`${file}.test.ts`, ''])
    for (const [file, text] of [...own, ...Object.entries(files)]) {
      const path = join(folder, 'packages/player/test', file)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    mkdirSync(join(folder, 'packages/player/test/browser'), { recursive: true })
    return folder
  }
  const importing = (...files) => files.map((file) => `import '../${file}.test.js'\n`).join('')

  it('hold every test file once, and a file that is in none or in two is refused', () => {
    const files = { 'element/a.test.ts': '', 'browser/b.test.ts': '' }
    const pages = browserPages(project({ ...files, 'pages/one.page.ts': importing('element/a', 'browser/b') }))
    assert.include(pages, 'packages/player/test/pages/one.page.ts')
    assert.include(pages, 'packages/player/test/element/definition.test.ts')
    assert.lengthOf(pages, 1 + Object.keys(ownPages).length)
    const none = () => browserPages(project({ ...files, 'pages/one.page.ts': importing('element/a') }))
    assert.throws(none, 'packages/player/test/browser/b.test.ts has to be')
    const two = {
      'pages/one.page.ts': importing('element/a', 'browser/b'),
      'pages/two.page.ts': importing('element/a'),
    }
    assert.throws(() => browserPages(project(two)), 'packages/player/test/element/a.test.ts has to be')
    const gone = { 'pages/two.page.ts': importing('element/gone') }
    assert.throws(() => browserPages(project(gone)), 'packages/player/test/element/gone.test.ts has to be')
  })
})

describe('the versions of Node', () => {
  const read = (file) => readFileSync(join(root, file), 'utf8')

  it('are the same in every package and in the docs, and CI tests on the newest of each', () => {
    const manifests = readdirSync(join(root, 'packages'))
      .map((name) => `packages/${name}/package.json`)
      .filter((file) => existsSync(join(root, file)))
    const declared = manifests.map((file) => JSON.parse(read(file)).engines.node)
    assert.deepEqual([...new Set(declared)], ['^20.19.0 || ^22.12.0 || >=24.0.0'])
    assert.include(read('docs/server.md'), 'from 20.19 on, from 22.12 on, and from 24 on')
    assert.include(read('.ci/run'), 'for major in 22 24;')
  })

  it('are the newest of what is wanted', () => {
    assert.equal(newest(['22.9.0', '22.23.3', '22.23.2']), '22.23.3')
    assert.equal(newest(['24.0.0']), '24.0.0')
  })
})

describe('the pool of browsers', () => {
  /** Records what it is asked for; a page of `broken` cannot be opened. */
  function launcher(name, log) {
    const active = new Set()
    return {
      name: 'Chrome',
      type: 'puppeteer',
      initialize: async () => void log.push(`${name} is set up`),
      stop: async () => void log.push(`${name} stops`),
      startSession: async (session) => {
        log.push(`${name} opens ${session}`)
        if (session === 'broken') throw new Error('no page')
        active.add(session)
      },
      stopSession: async (session) => {
        log.push(`${name} closes ${session}`)
        active.delete(session)
        return {}
      },
      isActive: (session) => active.has(session),
      getBrowserUrl: (session) => `${name}/${session}`,
    }
  }

  it('opens one page at a time in each, in whichever is free', async () => {
    const log = []
    const pool = browserPool(['one', 'two'].map((name) => launcher(name, log)))
    assert.equal(pool.concurrency, 2)
    await pool.initialize()
    await pool.startSession('a')
    await pool.startSession('b')
    assert.equal(pool.getBrowserUrl('b'), 'two/b')
    await pool.stopSession('b')
    assert.isFalse(pool.isActive('b'))
    await pool.startSession('c')
    await pool.stopSession('a')
    await pool.stopSession('c')
    await pool.stop()
    assert.deepEqual(log, [
      'one is set up',
      'two is set up',
      'one opens a',
      'two opens b',
      'two closes b',
      'two opens c',
      'one closes a',
      'two closes c',
      'one stops',
      'two stops',
    ])
  })

  it('uses a browser again whose page could not be opened', async () => {
    const log = []
    const pool = browserPool([launcher('one', log)])
    const refused = await pool.startSession('broken').catch(({ message }) => message)
    assert.equal(refused, 'no page')
    assert.isFalse(pool.isActive('broken'))
    await pool.startSession('a')
    assert.isTrue(pool.isActive('a'))
  })
})
