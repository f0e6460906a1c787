import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { openClient, type OpenClient } from '../../src/cli/open-client.js'
import { runCli } from '../../src/cli/run-cli.js'
import { MIGRATIONS } from '../../src/storage/migrations/migrations.js'
import type { SqlClient } from '../../src/storage/database/sql-client.js'
import { KINDS, openDatabase, POSTGRES_URL, type TestDatabase } from '../support/database.js'

const VERSION = MIGRATIONS.length.toString()

/** A database whose client outlives each command. */
function keepOpen(client: SqlClient): OpenClient {
  const kept = new Proxy(client, {
    get(target, name) {
      if (name === 'close') return () => Promise.resolve()
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  return () => Promise.resolve(kept)
}

async function call(open: OpenClient, ...args: string[]) {
  const [said, complained]: [string[], string[]] = [[], []]
  const code = await runCli(args, {
    env: POSTGRES_URL === undefined ? {} : { DATABASE_URL: POSTGRES_URL },
    open,
    print: (line) => said.push(line),
    complain: (line) => complained.push(line),
  })
  return { code, said: said.join('\n'), complained: complained.join('\n') }
}

for (const kind of KINDS) {
  describe(`the program on ${kind}`, () => {
    let database: TestDatabase
    let open: OpenClient
    const at = (command: string, ...more: string[]) => call(open, command, '--schema', database.schema, ...more)

    beforeAll(() => {
      database = openDatabase(kind)
      open = kind === 'postgres' ? openClient : keepOpen(database.client)
    })
    afterAll(() => database.close())

    it('checks an empty database and names the command that fixes it', async () => {
      const { code, complained } = await at('check')
      assert.equal(code, 1)
      assert.include(complained, 'version 0')
      assert.include(complained, 'npx ehr-lessons migrate')
      assert.equal((await at('doctor')).code, 1)
    })

    it('migrates once, and says so', async () => {
      assert.deepEqual(await at('migrate'), {
        code: 0,
        said: `The schema "${database.schema}" went from version 0 to ${VERSION}.`,
        complained: '',
      })
      assert.include((await at('migrate')).said, `at version ${VERSION} already`)
      assert.deepInclude(await at('check'), { code: 0, complained: '' })
      assert.equal((await at('doctor')).code, 0)
    })

    it('finds what was changed by hand, and leaves nothing of the comparison', async () => {
      const { client, schema } = database
      const before = await client.query(`select nspname::text from pg_namespace where nspname like 'ehr_drift%'`)
      await client.script(`
        alter table ${schema}.courses alter column title drop not null;
        drop index ${schema}.lessons_by_course;
        create index by_hand on ${schema}.lessons (title);
        create function ${schema}.own() returns int4 language sql as 'select 1';`)
      const { code, complained } = await at('check')
      assert.equal(code, 1)
      for (const line of [
        'changed: table courses',
        'missing: index lessons_by_course',
        'unknown: index by_hand',
        'unknown: function own()',
        // Everybody may call a new function, unless it was taken away.
        `unknown: grant on function ${schema}.own() to public`,
      ]) {
        assert.include(complained, line)
      }
      assert.equal(complained.match(/\n {2}/g)?.length, 5)
      const after = await client.query(`select nspname::text from pg_namespace where nspname like 'ehr_drift%'`)
      assert.deepEqual(after, before)
    })

    it('prints statements that do the same, for somebody else to run', async () => {
      const schema = `ehr_printed_${randomUUID().slice(0, 8)}`
      const { code, said } = await call(open, 'migrate', '--print', '--schema', schema)
      assert.equal(code, 0)
      try {
        await database.client.script(said)
        assert.deepInclude(await call(open, 'check', '--schema', schema), { code: 0, complained: '' })
      } finally {
        await database.client.script(`drop schema if exists ${schema} cascade`)
      }
      const rest = await call(open, 'migrate', '--print', '--from', VERSION)
      assert.notInclude(rest.said, 'create schema')
      assert.notInclude(rest.said, '-- migration')
    })

    it('lives with a newer database that is harmless, and refuses one that is breaking', async () => {
      const { client, schema } = database
      const next = MIGRATIONS.length + 1
      await client.query(`insert into ${schema}.migrations (id, breaking) values ($1, false)`, [next])
      for (const command of ['migrate', 'check', 'doctor']) assert.equal((await at(command)).code, 0, command)
      assert.include((await at('check')).said, 'newer than this code, which can live with that')
      await client.query(`insert into ${schema}.migrations (id) values ($1)`, [next + 1])
      for (const command of ['migrate', 'check', 'doctor']) {
        const { code, said, complained } = await at(command)
        assert.equal(code, 1, command)
        assert.include(said + complained, `would misread it from version ${(next + 1).toString()} on`)
      }
    })
  })
}

describe('the program', () => {
  const never: OpenClient = () => Promise.reject(new Error('opened'))

  it('says how it is called', async () => {
    assert.include((await call(never, '--help')).said, 'Usage: ehr-lessons')
    for (const args of [
      [],
      ['drop'],
      ['check', 'twice'],
      ['check', '--colour'],
      ['migrate', '--from', 'x'],
      ['check', '--schema', 'A b'],
    ]) {
      const { code, complained } = await call(never, ...args)
      assert.equal(code, 2, args.join(' '))
      assert.include(complained, 'Usage: ehr-lessons')
    }
  })

  it('reports a database that does not answer, and nothing of its address', async () => {
    const url = 'postgres://ada:secret-word@127.0.0.1:1/lessons'
    for (const command of ['check', 'migrate', 'doctor']) {
      const { code, said, complained } = await call(openClient, command, '--database', url)
      assert.equal(code, 1)
      assert.match(said + complained, /does not answer \(ECONNREFUSED\)/)
      assert.notInclude(said + complained, 'secret-word')
    }
  })

  it('works on a directory of PGlite', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ehr-cli-'))
    try {
      const place = ['--pglite', join(folder, 'lessons')]
      assert.include((await call(openClient, 'migrate', ...place)).said, `at version ${VERSION} already`)
      assert.equal((await call(openClient, 'check', ...place)).code, 0)
      if (process.platform === 'linux') {
        const { code, complained } = await call(openClient, 'migrate', '--pglite', '/proc/1/x')
        assert.equal(code, 1)
        assert.match(complained, /the system refuses it/)
      }
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

describe('what the program cannot use', () => {
  const open = () => Promise.reject(new Error('Nothing was to be opened.'))
  const last = (MIGRATIONS.length - 1).toString()
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['migrate', '--print', '--from', '99'], new RegExp(`a whole number from 0 to ${last}`)],
    [['migrate', '--print', '--from', VERSION], new RegExp(`a whole number from 0 to ${last}`)],
    ...['', ' ', '1e0', '-1', '1.5', '0x1', 'two'].map(
      (from) => [['migrate', '--print', `--from=${from}`], /a whole number from 0/] as const,
    ),
    [['migrate', '--from', '1'], /--from with migrate --print alone/],
    [['check', '--print'], /--print with migrate alone/],
    [['doctor', '--from', '1'], /--from with migrate --print alone/],
    [['migrate', '--pglite', ''], /--pglite to name a database/],
    [['check', '--database', ' '], /--database to name a database/],
    [['check', '--database', 'mysql://root:hunter2@localhost/x'], /postgres:\/\/user:password@host/],
    [['check', '--database', 'postgres://root:hunter2@lo cal/x'], /postgres:\/\/user:password@host/],
  ]
  for (const [args, words] of cases) {
    it(`is refused with an explanation and code 2: ${args.join(' ')}`, async () => {
      const { code, said, complained } = await call(open, ...args)
      assert.equal(code, 2)
      assert.match(complained, words)
      assert.equal(said, '')
      assert.notInclude(complained, 'hunter2')
    })
  }
})
