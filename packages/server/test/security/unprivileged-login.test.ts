import { randomUUID } from 'node:crypto'
import { assert } from 'chai'
import pg from 'pg'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { openClient } from '../../src/cli/open-client.js'
import { runCli } from '../../src/cli/run-cli.js'
import { PostgresClient } from '../../src/storage/database/postgres-client.js'
import { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { openDatabase, POSTGRES_URL, type TestDatabase } from '../support/database.js'
import { play } from '../support/evidence.js'
import { report, School } from '../support/school.js'

describe('the recipe for a login that owns nothing', () => {
  it('makes a login that may act in each of the three roles', async () => {
    const database = openDatabase('pglite')
    await database.openStore().prepare('auto')
    const login = 'recipe_lessons'
    await database.client.script(`create role ${login} login; grant ehr_ledger, ehr_manager, ehr_platform to ${login}`)
    const rows = await database.client.query<{ role: string }>(
      `select rolname as role from pg_roles where pg_has_role('${login}', oid, 'member') order by 1`,
    )
    assert.includeMembers(
      rows.map(({ role }) => role),
      ['ehr_ledger', 'ehr_manager', 'ehr_platform'],
    )
    await database.close()
  })
})

// A connection as that login is only to be had on a server.
if (POSTGRES_URL !== undefined) {
  describe('the login that the doctor recommends, which owns nothing', () => {
    const login = `ehr_test_lessons_${randomUUID().slice(0, 8)}`
    const url = new URL(POSTGRES_URL!)
    let database: TestDatabase

    beforeAll(async () => {
      url.username = login
      database = openDatabase('postgres')
      await database.openStore().prepare('auto')
      // The recipe of docs/database.md.
      await database.client.script(
        `create role ${login} login; grant ehr_ledger, ehr_manager, ehr_platform to ${login}`,
      )
    })
    afterAll(async () => {
      await database.client.script(`drop owned by ${login}; drop role ${login}`)
      await database.close()
    })

    const run = async (...args: string[]) => {
      const lines: string[] = []
      const code = await runCli([...args, '--schema', database.schema, '--database', url.href], {
        env: {},
        open: openClient,
        print: (line) => lines.push(line),
        complain: (line) => lines.push(line),
      })
      return { code, text: lines.join('\n') }
    }

    it('runs the handler: every call of the store, from the check of the version to housekeeping', async () => {
      const pool = new pg.Pool({ connectionString: url.href, max: 2 })
      const store = new SqlLessonStore(new PostgresClient(pool, { ownsPool: true }), database.schema)
      await store.prepare('check')
      await store.prepare('auto')
      const school = new School(database, store)
      const lesson = await school.found()
      const ada = await school.enrol()
      const session = await school.open(ada, lesson)
      const { results } = await school.record(ada, [report(session, [play(1, 0, 580, 0)])])
      assert.equal(results[0]?.status, 'credited')
      await store.sessions.closeOrphans()
      await store.verdicts.evaluateDue()
      await store.limits.count([{ limiter: 'reports', key: 'ada', seconds: 60 }])
      await store.limits.sweep()
      await store.close()
    })

    it('contents the doctor', async () => {
      const { code, text } = await run('doctor')
      assert.equal(code, 0, text)
      assert.notMatch(text, /^error/m)
      assert.notMatch(text, /permission denied|superuser|cannot become/)
    })

    it('may ask to migrate where nothing is missing, and reads an explanation of what it may not', async () => {
      assert.deepInclude(await run('migrate'), { code: 0 })
      const { code, text } = await run('check')
      assert.equal(code, 1)
      assert.match(text, /Run it as the login that owns the schema/)
    })
  })
}
