import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert } from 'chai'
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from 'vitest'
import { diagnoseMux, type MuxFacts } from '../../src/cli/diagnose-mux.js'
import type { OpenClient } from '../../src/cli/open-client.js'
import { runCli } from '../../src/cli/run-cli.js'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KEY } from '../http/lesson-server.js'
import { openDatabase, type TestDatabase } from '../support/database.js'
import { MuxLocalSchool } from '../support/mux-local-school.js'
import { School } from '../support/school.js'

const WELL: MuxFacts = {
  ...{ token: 'works', signingKey: 'known', webhook: { isRegistered: true, trial: 'taken' } },
  ...{ restriction: 'known', publicAssets: 0, orphans: 0, doubles: 0 },
}

describe('what the doctor says of Mux', () => {
  it('is nothing where all is well', () => assert.isEmpty(diagnoseMux(WELL)))

  for (const [facts, level, words] of [
    [{ token: 'absent' }, 'note', /no access token/],
    [{ token: 'refused' }, 'error', /does not take/],
    [{ token: 'unreachable' }, 'error', /does not answer/],
    [{ signingKey: 'absent' }, 'error', /no signing key/],
    [{ signingKey: 'unknown' }, 'error', /does not know the signing key/],
    [{ webhook: { isRegistered: false, trial: 'taken' } }, 'warning', /sends no webhooks/],
    [{ webhook: { isRegistered: true, trial: 'no_secret' } }, 'warning', /no secret/],
    [{ webhook: { isRegistered: true, trial: 'refused' } }, 'error', /refused an event/],
    [{ webhook: { isRegistered: true, trial: 'unreachable' } }, 'error', /No handler answers/],
    [{ restriction: 'unknown' }, 'error', /playback restriction/],
    [{ publicAssets: 1 }, 'error', /1 video of a lesson plays without a token/],
    [{ orphans: 2 }, 'note', /2 videos at Mux/],
    [{ doubles: 1 }, 'warning', /1 video is in lessons of several tenants/],
  ] as const) {
    it(`names ${JSON.stringify(facts)}`, () => {
      const [finding, ...others] = diagnoseMux({ ...WELL, ...facts })
      assert.isEmpty(others)
      assert.equal(finding!.level, level)
      assert.match(finding!.what, words)
      assert.isNotEmpty(finding!.fix)
    })
  }
})

describe('the doctor beside a stand-in for Mux', () => {
  let database: TestDatabase
  let store: SqlLessonStore
  let school: MuxLocalSchool
  let directory: string

  beforeAll(async () => {
    database = openDatabase('pglite')
    store = database.openStore()
    await store.prepare('auto')
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    school = await MuxLocalSchool.open(store)
    directory = await mkdtemp(join(tmpdir(), 'ehr-doctor-'))
  })
  afterEach(async () => {
    await school.close()
    await rm(directory, { recursive: true, force: true })
  })

  const open: OpenClient = () =>
    Promise.resolve(
      new Proxy(database.client, {
        get(target, name) {
          if (name === 'close') return () => Promise.resolve()
          const value: unknown = Reflect.get(target, name, target)
          return typeof value === 'function' ? (value.bind(target) as unknown) : value
        },
      }),
    )
  const ask = async (args: readonly string[], env: object = {}, confirm?: () => Promise<boolean>) => {
    const said: string[] = []
    const code = await runCli(['doctor', '--schema', database.schema, ...args], {
      env: { ...school.env, MUX_SIGNING_KEY: KEY.id, MUX_PRIVATE_KEY: KEY.privateKey, ...env },
      open,
      print: (line) => said.push(line),
      complain: (line) => said.push(line),
      ...(confirm && { confirm }),
    })
    return { code, said: said.join('\n') }
  }
  /** The variables that were printed. */
  const linesOf = (said: string): Record<string, string> =>
    Object.fromEntries(Array.from(said.matchAll(/^(MUX_\w+)=(.+)$/gm), ([, name, value]) => [name!, value!]))
  const here = () => ['--public-url', school.publicUrl]

  it('tries token, signing key and webhook, and finds nothing wrong with them', async () => {
    const made = await ask(['--fix', '--yes'], { MUX_SIGNING_KEY: '', MUX_PRIVATE_KEY: '' })
    const { said, code } = await ask(here(), linesOf(made.said))
    assert.notMatch(said, /Mux|webhook|handler/, said)
    assert.equal(code, 0)
    assert.notInclude(said, school.env['MUX_TOKEN_SECRET']!)
  })

  it('finds a secret that is not the handler’s, an address where none is, a key that Mux does not know, and a token that it refuses', async () => {
    assert.match((await ask(here(), { MUX_WEBHOOK_SECRET: 'another' })).said, /refused an event/)
    assert.match((await ask(['--public-url', 'http://127.0.0.1:1/lessons-api'])).said, /No handler answers/)
    assert.match((await ask([], { MUX_SIGNING_KEY: 'unknown' })).said, /does not know the signing key/)
    assert.match(
      (await ask([], { MUX_PLAYBACK_RESTRICTION_ID: 'unknown' })).said,
      /does not know the playback restriction/,
    )
    const refused = await ask([], { MUX_TOKEN_SECRET: 'wrong' })
    assert.match(refused.said, /does not take the access token/)
    assert.equal(refused.code, 1)
    assert.match((await ask([], { MUX_BASE_URL: 'http://127.0.0.1:1' })).said, /Mux does not answer/)
  })

  it('counts videos that lessons of several tenants have', async () => {
    for (const each of [new School(database, store), new School(database, store)]) {
      await each.found({ playbackId: 'shared1' })
    }
    assert.match((await ask([])).said, /in lessons of several tenants/)
  })

  it('makes what is missing when somebody says yes, shows its secrets once, and makes it once', async () => {
    const missing = { MUX_SIGNING_KEY: '', MUX_PRIVATE_KEY: '', MUX_WEBHOOK_SECRET: '' }
    const elsewhere = ['--public-url', 'http://127.0.0.1:1/lessons-api']
    assert.match((await ask([...elsewhere, '--fix'], missing)).said, /Nothing was made/)
    assert.match((await ask([...elsewhere, '--fix'], missing, () => Promise.resolve(false))).said, /Nothing was made/)
    const made = await ask([...elsewhere, '--fix', '--yes'], missing)
    const lines = linesOf(made.said)
    assert.sameMembers(Object.keys(lines), ['MUX_SIGNING_KEY', 'MUX_PRIVATE_KEY', 'MUX_WEBHOOK_SECRET'])
    const again = await ask([...elsewhere, '--fix', '--yes'], lines)
    assert.match(again.said, /Nothing is missing/)
    assert.notMatch(again.said, /sends no webhooks|signing key/)
  })

  it('writes secrets into a file of its owner alone, and into none that has them or that version control takes', async () => {
    const missing = { MUX_SIGNING_KEY: '', MUX_PRIVATE_KEY: '' }
    const write = (file: string) => ask(['--fix', '--yes', '--write', file], missing)
    const file = join(directory, '.env')
    await writeFile(file, 'A=1')
    const made = await write(file)
    assert.notMatch(made.said, /MUX_PRIVATE_KEY=./)
    assert.match(await readFile(file, 'utf8'), /^A=1\nMUX_SIGNING_KEY=\w+\nMUX_PRIVATE_KEY=.+\n$/)
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    const twice = await write(file)
    assert.match(twice.said, /has a line MUX_SIGNING_KEY and MUX_PRIVATE_KEY already: nothing was made/)
    assert.equal(twice.code, 1)
    execFileSync('git', ['init', '-q'], { cwd: directory })
    const tracked = join(directory, 'tracked.env')
    assert.match((await write(tracked)).said, /version control/)
    assert.isFalse(existsSync(tracked))
    await writeFile(join(directory, '.gitignore'), '*.env\n')
    assert.match((await write(tracked)).said, /in the file/)
  })

  it('is refused where its options mean nothing', async () => {
    for (const args of [['--yes'], ['--write', 'x'], ['--public-url', 'here'], ['--fix', '--write', ' ']]) {
      assert.equal((await ask(args)).code, 2, args.join(' '))
    }
  })
})
