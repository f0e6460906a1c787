import { randomUUID } from 'node:crypto'
import { assert } from 'chai'
import pg from 'pg'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { PostgresClient } from '../../src/storage/database/postgres-client.js'
import { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KINDS, openDatabase, POSTGRES_URL, type TestDatabase } from '../support/database.js'
import { play } from '../support/evidence.js'
import { report, School } from '../support/school.js'
import { populateSchools } from './populated-schools.js'

describe('who may run a statement as somebody else', () => {
  it.each(['run_as', 'run_each'])(
    'is written down in the catalogue of %s: the handler’s roles, and neither PUBLIC nor a learner',
    async (name) => {
      const database = openDatabase(KINDS.at(-1)!)
      await database.openStore().prepare('auto')
      const grantees = await database.client.query<{ grantee: string }>(
        `select case when a.grantee = 0 then 'PUBLIC' else a.grantee::regrole::text end as grantee
       from pg_proc p, aclexplode(p.proacl) a
       where p.pronamespace = $1::regnamespace and p.proname = $2 and a.grantee <> p.proowner order by 1`,
        [database.schema, name],
      )
      assert.deepEqual(
        grantees.map(({ grantee }) => grantee),
        ['ehr_ledger', 'ehr_manager', 'ehr_platform'],
      )
      await database.close()
    },
  )
})

// Other sign-ins than the owner's are only to be had on a server.
if (POSTGRES_URL !== undefined) {
  describe('connections beside the handler', () => {
    const suffix = randomUUID().slice(0, 8)
    const names = {
      learner: `ehr_test_learner_${suffix}`,
      authenticator: `ehr_test_authenticator_${suffix}`,
      authenticated: `ehr_test_authenticated_${suffix}`,
      anon: `ehr_test_anon_${suffix}`,
      managed: `ehr_test_managed_${suffix}`,
    }
    const clients: PostgresClient[] = []
    let database: TestDatabase
    let school: School

    beforeAll(async () => {
      database = openDatabase('postgres')
      const store = database.openStore()
      await store.prepare('auto')
      ;({ here: school } = await populateSchools(database, store))
      await database.client.script(`
        create role ${names.learner} login; grant ehr_learner to ${names.learner};
        create role ${names.anon} nologin; create role ${names.authenticated} nologin;
        grant ehr_learner to ${names.authenticated};
        create role ${names.authenticator} login noinherit;
        grant ${names.anon}, ${names.authenticated} to ${names.authenticator};
        create role ${names.managed} login createrole;`)
    })
    afterAll(async () => {
      for (const client of clients) await client.close()
      await database.client.script(`drop schema if exists ehr_managed_${suffix} cascade`)
      for (const name of Object.values(names)) {
        await database.client.script(`drop owned by ${name} cascade; drop role ${name}`)
      }
      await database.close()
    })

    function connectAs(role: string): PostgresClient {
      const url = new URL(POSTGRES_URL!)
      url.username = role
      const pool = new pg.Pool({ connectionString: url.href, max: 2 })
      const client = new PostgresClient(pool, { ownsPool: true })
      clients.push(client)
      return client
    }

    async function failure(work: Promise<unknown>): Promise<unknown> {
      return work.then(
        () => 'it was taken',
        (error: unknown) => (error as { code?: string }).code ?? String(error),
      )
    }

    it('of a learner write no credit: not by the function, not by SET ROLE, not into the tables', async () => {
      const learner = connectAs(names.learner)
      const { schema } = database
      const claims = JSON.stringify({ sub: 'ada', tenant_id: school.tenantId })
      const write = `update ${schema}.lesson_progress set playing_ms = 0 returning 1 as done`
      const attempts = [
        () => learner.query(`select * from ${schema}.run_as('ehr_ledger', $1::jsonb, $2, '[]')`, [claims, write]),
        () =>
          learner.query(`select * from ${schema}.run_each('ehr_ledger', $1, $2::jsonb)`, [
            `${write}, $1`,
            `[{"claims": ${claims}, "values": ["1"]}]`,
          ]),
        () => learner.query(`set role ehr_ledger`),
        () => learner.query(`set role ehr_platform`),
        () => learner.query(`select set_config('role', 'ehr_manager', false)`),
        () => learner.query(write),
        () => learner.query(`delete from ${schema}.charges`),
        () => learner.query(`insert into ${schema}.quiz_results default values`),
        () => learner.query(`truncate ${schema}.verdict_acts`),
        () => learner.query(`alter table ${schema}.lesson_progress no force row level security`),
        () => learner.query(`create policy mine on ${schema}.lesson_progress using (true)`),
        () => learner.query(`drop function ${schema}.run_as`),
        () => learner.query(`create function ${schema}.claimed_tenant(int) returns text language sql as 'select null'`),
      ]
      for (const [index, attempt] of attempts.entries())
        assert.equal(await failure(attempt()), '42501', index.toString())
    })

    it('of PostgREST and Supabase read by their claims, and call the functions in vain', async () => {
      const { schema } = database
      const authenticator = connectAs(names.authenticator)
      const as = (role: string, claims: object, statement: string) =>
        authenticator.transaction(async (runner) => {
          await runner.query(`select set_config('role', $1, true), set_config('request.jwt.claims', $2, true)`, [
            role,
            JSON.stringify(claims),
          ])
          return runner.query<{ learner_id: string }>(statement)
        })
      const progress = `select distinct learner_id from ${schema}.lesson_progress`
      const claims = { sub: 'ada', role: 'authenticated', app_metadata: { tenant_id: school.tenantId } }
      assert.deepEqual(
        (await as(names.authenticated, claims, progress)).map((row) => row.learner_id),
        ['ada'],
      )
      assert.equal(await failure(as(names.anon, {}, progress)), '42501')
      const rpcs = [
        `select * from ${schema}.run_as('ehr_ledger', '{}', 'select 1 as one', '[]')`,
        `select * from ${schema}.run_each('ehr_ledger', 'select $1 as one', '[{"claims": {}, "values": ["1"]}]')`,
      ]
      for (const rpc of rpcs) {
        for (const role of [names.anon, names.authenticated]) {
          assert.equal(await failure(as(role, claims, rpc)), '42501')
        }
        assert.equal(await failure(authenticator.query(rpc)), '42501')
      }
    })

    it('of a managed server’s owner, who is no superuser, migrate and keep the ledger, and see nothing without a role', async () => {
      const schema = `ehr_managed_${suffix}`
      await database.client.script(`create schema ${schema} authorization ${names.managed}`)
      const client = connectAs(names.managed)
      const store = new SqlLessonStore(client, schema)
      await store.prepare('auto')
      const managed = new School({ ...database, schema }, store)
      const lesson = await managed.found()
      const ada = await managed.enrol()
      const session = await managed.open(ada, lesson)
      const { results } = await managed.record(ada, [report(session, [play(1, 0, 560, 0)])])
      assert.equal(results[0]?.status, 'credited')
      const count = `select count(*)::int4 as count from ${schema}.lesson_progress`
      assert.deepEqual({ ...(await client.query(count))[0] }, { count: 0 })
      assert.deepEqual({ ...(await database.client.query(count))[0] }, { count: 1 })
    })
  })
}
