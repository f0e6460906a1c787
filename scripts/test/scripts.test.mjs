import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assert } from 'chai'
import { names } from '../checks/all.mjs'
import { databaseTests } from '../database-tests.mjs'
import { chromiumArguments, findChromium } from '../find-chromium.mjs'
import { explain } from '../install.mjs'
import { step } from '../progress.mjs'
import { isAtLeast } from '../require-node.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

function node(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe('the scripts', () => {
  let folder
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'ehr-scripts-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const program = (...path) => {
    const file = join(folder, ...path)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, '#!/bin/sh\n')
    chmodSync(file, 0o755)
    return file
  }

  it('find the browser that CHROME_PATH names, and no other when that one is not there', () => {
    const chrome = program('bin', 'my-chrome')
    assert.equal(findChromium({ env: { CHROME_PATH: chrome } }), chrome)
    assert.isUndefined(findChromium({ env: { CHROME_PATH: join(folder, 'none'), PATH: join(folder, 'bin') } }))
  })

  it('find a browser on the PATH', () => {
    const chrome = program('bin', 'chromium')
    assert.equal(findChromium({ platform: 'linux', env: { PATH: join(folder, 'bin') }, home: folder }), chrome)
  })

  it('find the newest browser that Playwright has put aside', () => {
    program('.cache', 'ms-playwright', 'chromium-999', 'chrome-linux', 'chrome')
    const newest = program('.cache', 'ms-playwright', 'chromium-1200', 'chrome-linux', 'chrome')
    const env = { PATH: '', PROGRAMFILES: join(folder, 'none') }
    assert.equal(
      findChromium({
        platform: 'win32',
        env: { ...env, PLAYWRIGHT_BROWSERS_PATH: join(folder, '.cache/ms-playwright') },
        home: folder,
      }),
      newest,
    )
  })

  it('find a browser in a Mac’s applications', () => {
    const chrome = program('Applications', 'Chromium.app', 'Contents', 'MacOS', 'Chromium')
    const found = findChromium({ platform: 'darwin', env: {}, home: folder })
    // A Mac that runs this test may have its own.
    assert.include([chrome, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'], found)
  })

  it('end with a sentence when CHROME_PATH names no program', () => {
    const script =
      "import('./scripts/install-chromium.mjs').then((m) => m.ensureChromium()).catch((e) => console.log(e.message))"
    const { stdout } = spawnSync(process.execPath, ['-e', script], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, CHROME_PATH: join(folder, 'none') },
    })
    assert.equal(stdout, 'CHROME_PATH is set, but it names no program that can be run.\n')
  })

  it('switch the sandbox off for root alone', () => {
    assert.include(chromiumArguments({ isRoot: true }), '--no-sandbox')
    assert.notInclude(chromiumArguments({ isRoot: false }), '--no-sandbox')
  })

  it('know an old Node', () => {
    assert.isTrue(isAtLeast('20.19.0', '20.19.0'))
    assert.isTrue(isAtLeast('22.0.0', '20.19.0'))
    assert.isFalse(isAtLeast('20.18.9', '20.19.0'))
    assert.isFalse(isAtLeast('18.20.0', '20.19.0'))
  })

  it('explain what to do when an installation fails', () => {
    assert.include(explain('getaddrinfo ENOTFOUND example'), 'registry cannot be reached')
    assert.include(explain('ENOSPC: no space left'), 'disk is full')
    assert.include(explain('ERR_PNPM_OUTDATED_LOCKFILE'), 'pnpm install')
  })

  it('say what they do while they do it', async () => {
    const said = []
    let finish
    const work = () => new Promise((resolve) => (finish = resolve))
    const say = (line) => {
      said.push(line)
      if (said.length === 3) finish()
    }
    await step('Waiting', work, { say, every: 1 })
    assert.equal(said[0], 'Waiting …')
    assert.match(said[1], /^Waiting … \d/)
    assert.match(said.at(-1), /^Waiting: done in \d/)
  })

  it('know which tests can run on a real database, through whatever they import', () => {
    const write = (file, text) => {
      mkdirSync(join(folder, file, '..'), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    write('support/database.ts', 'export const url = process.env.EHR_TEST_POSTGRES')
    write('support/store.ts', "import { url } from './database.js'\nexport const store = url")
    write('http/direct.test.ts', "import { url } from '../support/database.js'")
    write('http/through.test.ts', "import { store } from '../support/store.js'")
    write('http/without.test.ts', "import { sign } from '../../src/sign.js'")
    assert.deepEqual(databaseTests(folder), [join('http', 'direct.test.ts'), join('http', 'through.test.ts')])
    assert.deepEqual(databaseTests(join(folder, 'none')), [])
  })

  it('sum the counts of CI in its last line, with a step that did not end as a failure', () => {
    const good = join(folder, 'good.json')
    writeFileSync(
      good,
      JSON.stringify([
        { passed: 3, failed: 0 },
        { passed: 4, failed: 0 },
      ]),
    )
    const bad = join(folder, 'bad.json')
    writeFileSync(bad, JSON.stringify([{ passed: 1, failed: 2 }]))
    const summary = (...args) => node('scripts/ci-summary.mjs', ...args)
    assert.deepEqual(summary('0', good), { status: 0, stdout: '7 passed, 0 failed\n', stderr: '' })
    assert.deepEqual(summary('1', good, bad), { status: 1, stdout: '8 passed, 2 failed\n', stderr: '' })
    assert.equal(summary('0', good, join(folder, 'none.json')).stdout, '7 passed, 1 failed\n')
    assert.equal(summary('1', good).stdout, '7 passed, 1 failed\n')
  })

  it('refuse an option they do not know, with the usage', () => {
    for (const script of ['start', 'test', 'check']) {
      const { status, stderr } = node(`scripts/${script}.mjs`, '--nonsense')
      assert.equal(status, 2, script)
      assert.include(stderr, 'Unknown option --nonsense')
      assert.include(stderr, 'Usage:')
    }
  })

  it('keep for every check a module, an example it must refuse and a row in its docs', () => {
    const modules = readdirSync(join(root, 'scripts/checks')).map((file) => file.replace('.mjs', ''))
    const fixtures = readdirSync(join(root, 'scripts/test/fixtures'))
    const page = readFileSync(join(root, 'docs/checks.md'), 'utf8')
    for (const name of names) {
      assert.include(modules, name)
      assert.include(fixtures, name)
      assert.include(page, `| \`${name}\``)
    }
    assert.sameMembers(fixtures, names)
  })
})
