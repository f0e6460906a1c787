import { randomUUID } from 'node:crypto'
import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import type { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'
import type { School } from '../support/school.js'
import { populateSchools } from './populated-schools.js'

type Topic = 'of_lesson' | 'of_course' | 'own' | 'catalogue' | 'outgoing' | 'supply' | 'internal'

/** What a table is about: decides who may see which of its rows. A new table has to be entered here, or the suite fails. */
const TABLES: Readonly<Record<string, Topic>> = {
  assessment_results: 'of_course',
  assets: 'supply',
  attempts: 'of_course',
  charges: 'own',
  course_owners: 'catalogue',
  course_progress: 'of_course',
  courses: 'catalogue',
  enrolments: 'of_course',
  event_deliveries: 'outgoing',
  event_heads: 'outgoing',
  event_log: 'outgoing',
  event_targets: 'outgoing',
  job_leases: 'internal',
  learners: 'own',
  lesson_media: 'catalogue',
  lesson_progress: 'of_lesson',
  lesson_tracks: 'supply',
  lesson_verdicts: 'of_lesson',
  lessons: 'catalogue',
  migrations: 'internal',
  playback_bindings: 'internal',
  quiz_results: 'of_lesson',
  rate_limits: 'internal',
  uncredited: 'of_lesson',
  uploads: 'supply',
  verdict_acts: 'own',
  verdict_sweeps: 'internal',
  watch_events: 'own',
  watch_evidence: 'own',
  watch_sessions: 'of_lesson',
  webhook_events: 'internal',
}

/** Internal tables that belong to no tenant. */
const WITHOUT_TENANT: readonly string[] = ['migrations', 'rate_limits', 'job_leases', 'webhook_events']

/** Tables of learners that are read for a course as a whole. */
const READ_BY_COURSE: readonly string[] = [
  'assessment_results',
  'course_progress',
  'enrolments',
  'lesson_progress',
  'lesson_verdicts',
  'quiz_results',
  'watch_sessions',
]

const VERBS = ['select', 'insert', 'update', 'delete'] as const
type Verb = (typeof VERBS)[number]

/** What the handler may do to outgoing events and whom they go to, as whole rows; secrets are in no row that it reads. */
const OUTGOING: Readonly<Record<'ledger' | 'manager', Readonly<Record<string, readonly Verb[]>>>> = {
  ledger: { event_log: ['insert'], event_heads: ['insert'], event_deliveries: [], event_targets: [] },
  manager: {
    event_log: ['select', 'insert'],
    event_heads: ['select', 'insert', 'update'],
    event_deliveries: ['select', 'insert', 'update'],
    event_targets: ['insert'],
  },
}

interface Actor {
  readonly name: string
  readonly role: string
  /** `null`: the setting is absent. */
  readonly claims: object | string | null
  /** Whether the actor may see a row. */
  readonly sees: (table: string, row: Row) => boolean
  /** Whether the actor may write a row; nobody who talks to the tables directly may. */
  readonly writes: (table: string, row: Row, verb: Verb) => boolean
}

type Row = Readonly<Record<string, unknown>>

for (const kind of KINDS) {
  describe(`row-level security on ${kind}`, () => {
    let database: TestDatabase
    let store: SqlLessonStore
    let here: School
    let there: School

    beforeAll(async () => {
      database = openDatabase(kind)
      store = database.openStore()
      await store.prepare('auto')
      ;({ here, there } = await populateSchools(database, store))
      await store.limits.count([{ limiter: 'grants', key: 'somebody', seconds: 60 }])
      await store.muxEvents.receive({ eventId: 'e1', type: 't', objectType: 'asset', objectId: 'a', passthrough: null })
      await store.leases.claim('a-job', randomUUID(), 60_000)
    })
    afterAll(() => database.close())

    it('is on and forced for every table that the catalogue knows, each with policies', async () => {
      const rows = await database.client.query<{ name: string; secured: boolean; forced: boolean; policies: number }>(
        `select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
           (select count(*)::int4 from pg_policy p where p.polrelid = c.oid) as policies
         from pg_class c where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p') order by 1`,
        [database.schema],
      )
      assert.deepEqual(rows.map(({ name }) => name).sort(), Object.keys(TABLES).sort())
      for (const { name, secured, forced, policies } of rows) assert.isTrue(secured && forced && policies > 0, name)
    })

    it('leaves no other way in: functions mean the same under any path and run as their caller, and there is no view', async () => {
      const functions = await database.client.query<{ name: string; definer: boolean; pinned: boolean }>(
        `select p.proname as name, p.prosecdef as definer,
           p.prosqlbody is not null or coalesce(p.proconfig::text like '%search_path=%', false) as pinned
         from pg_proc p where p.pronamespace = $1::regnamespace`,
        [database.schema],
      )
      assert.isAbove(functions.length, 5)
      for (const { name, definer, pinned } of functions) {
        assert.isFalse(definer, name)
        assert.isTrue(pinned, name)
      }
      const [views] = await database.client.query<{ count: number }>(
        `select count(*)::int4 as count from pg_class
         where relnamespace = $1::regnamespace and relkind in ('v', 'm')`,
        [database.schema],
      )
      assert.equal(views!.count, 0)
    })

    it('shows every actor exactly his rows of every table, and lets him write no others', async () => {
      let cells = 0
      for (const table of Object.keys(TABLES)) {
        const all = await readAll(table)
        assert.isNotEmpty(all, `${table} has rows to be kept apart`)
        for (const actor of actors()) {
          for (const verb of VERBS) {
            await tryCell(actor, table, verb, all)
            cells += 1
          }
        }
      }
      assert.equal(cells, Object.keys(TABLES).length * actors().length * VERBS.length)
    })

    it('shows of a target whom it is for and what it wants to those who write events, and its secrets to the platform alone', async () => {
      const own = { sub: 'ada', tenant_id: here.tenantId }
      const actor = (role: string): Actor => ({ name: role, role, claims: own, sees: () => true, writes: () => true })
      const read = (role: string, columns: string) =>
        rowsAs(
          actor(role),
          `select to_jsonb(t) as row from (select ${columns} from ${database.schema}.event_targets) t`,
        )
      const [target] = (await readAll('event_targets')).filter((row) => row['tenant_id'] === here.tenantId)
      for (const role of ['ehr_ledger', 'ehr_manager', 'ehr_admin']) {
        assert.deepEqual(
          await read(role, 'target, types, state'),
          [{ target: target!['target'], types: target!['types'], state: target!['state'] }],
          role,
        )
        assert.equal(await read(role, 'secrets'), '42501', role)
      }
      assert.equal(await read('ehr_ledger', 'url'), '42501')
      assert.deepEqual(await read('ehr_manager', 'url'), [{ url: target!['url'] }])
      assert.equal(await read('ehr_learner', 'target'), '42501')
    })

    it('lets a learner’s events count on in the learner’s subjects alone', async () => {
      const raise = (learner: string, subject: string) =>
        failureAs(
          'ehr_ledger',
          { sub: learner, tenant_id: here.tenantId },
          `insert into ${database.schema}.event_heads as h (tenant_id, subject, learner_id, revision)
           values ('${here.tenantId}', '${subject}', '${learner}', 1)
           on conflict (tenant_id, subject) do update set revision = h.revision + 1 returning revision`,
        )
      const subject = 'lesson/fire-safety-1/learner/ada/1'
      assert.equal(await raise('ben', subject), '42501')
      assert.include((await raise('ada', subject)) ?? '', 'It was taken.')
    })

    it('lets nobody but the handler’s roles run a statement as somebody else', async () => {
      const { schema } = database
      const ways = [
        `select found from ${schema}.run_as('ehr_ledger', '{"sub": "ada"}', 'select 1 as one', '[]') found`,
        `select result from ${schema}.run_each('ehr_ledger', 'select $1 as one', '[{"claims": {"sub": "ada"}, "values": ["1"]}]')`,
      ]
      for (const write of ways) {
        for (const role of ['ehr_learner', 'pg_monitor']) {
          assert.equal(await failureAs(role, {}, write), '42501', role)
        }
      }
    })

    function actors(): readonly Actor[] {
      const none = () => false
      const tenant = here.tenantId
      const reader = (name: string, claims: Actor['claims'], sees: Actor['sees']): Actor => ({
        name,
        role: 'ehr_learner',
        claims,
        sees: (table, row) => (table === 'migrations' ? false : sees(table, row)),
        writes: none,
      })
      const ownRow = (row: Row) => row['tenant_id'] === tenant && row['learner_id'] === 'ada'
      const seesAsAda = (table: string, row: Row) => {
        if (table === 'courses' || table === 'lessons') return row['tenant_id'] === tenant
        return !['internal', 'outgoing', 'supply'].includes(TABLES[table]!) && ownRow(row)
      }
      const seesAsOwner = (id: string, courseId: string, lessonId: string) => (table: string, row: Row) => {
        if (row['tenant_id'] !== tenant) return false
        if (table === 'course_owners') return row['owner_id'] === id
        if (table === 'lesson_media' || TABLES[table] === 'of_lesson') return row['lesson_id'] === lessonId
        return (TABLES[table] === 'of_course' || TABLES[table] === 'catalogue') && row['course_id'] === courseId
      }
      const own = ['own', 'of_lesson', 'of_course']
      const manages = (table: string, verb: Verb) =>
        TABLES[table] === 'catalogue' ||
        table === 'verdict_sweeps' ||
        (TABLES[table] === 'supply' && verb !== 'delete') ||
        OUTGOING.manager[table]?.includes(verb) === true
      return [
        reader('a learner', { sub: 'ada', tenant_id: tenant }, seesAsAda),
        reader(
          'a learner whose tenant is in app_metadata',
          { sub: 'ada', app_metadata: { tenant_id: tenant } },
          seesAsAda,
        ),
        reader(
          'a learner who names himself admin',
          { sub: 'ada', tenant_id: tenant, user_metadata: { ehr_roles: ['admin'] }, role: 'admin', roles: ['admin'] },
          seesAsAda,
        ),
        reader(
          'an owner',
          { sub: 'olga', tenant_id: tenant, ehr_roles: ['course_owner'] },
          seesAsOwner('olga', 'fire-safety', 'fire-safety-1'),
        ),
        reader(
          'another owner',
          { sub: 'max', tenant_id: tenant, ehr_roles: ['course_owner'] },
          seesAsOwner('max', 'first-aid', 'first-aid-1'),
        ),
        reader(
          'an owner without the role',
          { sub: 'olga', tenant_id: tenant },
          (table, row) => table === 'course_owners' && row['tenant_id'] === tenant && row['owner_id'] === 'olga',
        ),
        {
          ...reader(
            'an admin',
            { sub: 'root', app_metadata: { tenant_id: tenant } },
            (table, row) => TABLES[table] !== 'internal' && table !== 'event_targets' && row['tenant_id'] === tenant,
          ),
          role: 'ehr_admin',
        },
        { ...reader('an admin of no tenant that there is', { sub: 'root' }, none), role: 'ehr_admin' },
        reader('who claims to be an admin', { sub: 'root', tenant_id: tenant, ehr_roles: ['admin'] }, none),
        reader('nobody, without claims', null, none),
        reader('nobody, with empty claims', '', none),
        reader('nobody, with claims without a sub', { tenant_id: tenant }, none),
        {
          name: 'the handler for a learner',
          role: 'ehr_ledger',
          claims: { sub: 'ada', tenant_id: tenant },
          sees: (table, row) =>
            TABLES[table] === 'catalogue' ? row['tenant_id'] === tenant : own.includes(TABLES[table]!) && ownRow(row),
          writes: (table, row, verb) =>
            (own.includes(TABLES[table]!) || OUTGOING.ledger[table]?.includes(verb) === true) && ownRow(row),
        },
        {
          name: 'the handler for a tenant',
          role: 'ehr_manager',
          claims: { tenant_id: tenant },
          sees: (table, row) => manages(table, 'select') && row['tenant_id'] === tenant,
          writes: (table, row, verb) => manages(table, verb) && row['tenant_id'] === tenant,
        },
        {
          name: 'the handler for a course',
          role: 'ehr_manager',
          claims: { tenant_id: tenant, course_id: 'fire-safety' },
          sees: (table, row) => {
            if (row['tenant_id'] !== tenant) return false
            if (manages(table, 'select')) return true
            if (!READ_BY_COURSE.includes(table)) return false
            return row['course_id'] === 'fire-safety' || row['lesson_id'] === 'fire-safety-1'
          },
          writes: (table, row, verb) => manages(table, verb) && row['tenant_id'] === tenant,
        },
        {
          name: 'the handler for a course of no tenant that there is',
          role: 'ehr_manager',
          claims: { course_id: 'fire-safety' },
          sees: none,
          writes: none,
        },
        reader('who claims a course', { sub: 'eve', tenant_id: tenant, course_id: 'fire-safety' }, none),
        {
          ...reader('an admin who claims a course of no tenant', { course_id: 'fire-safety' }, none),
          role: 'ehr_admin',
        },
        {
          name: 'the platform',
          role: 'ehr_platform',
          claims: {},
          sees: () => true,
          writes: (table) => table !== 'migrations',
        },
      ]
    }

    /** Rows of both schools as a superuser sees them. */
    async function readAll(table: string): Promise<readonly Row[]> {
      const where = WITHOUT_TENANT.includes(table) ? 'true' : `tenant_id in ($1, $2)`
      const values = WITHOUT_TENANT.includes(table) ? [] : [here.tenantId, there.tenantId]
      const rows = await database.client.query<{ row: Row }>(
        `select to_jsonb(t) as row from ${database.schema}.${table} t where ${where}`,
        values,
      )
      return rows.map(({ row }) => row)
    }

    async function tryCell(actor: Actor, table: string, verb: Verb, all: readonly Row[]): Promise<void> {
      const place = `${actor.name}: ${verb} ${table}`
      const name = `${database.schema}.${table}`
      const visible = all.filter((row) => actor.sees(table, row))
      const writable = all.filter((row) => actor.writes(table, row, verb))
      if (verb === 'insert') {
        const foreign = all.find((row) => !actor.writes(table, row, verb))
        if (!foreign) return
        const copy = `insert into ${name} overriding system value select * from jsonb_populate_record(null::${name}, '${JSON.stringify(foreign).replaceAll("'", "''")}')`
        assert.equal(await failureAs(actor.role, actor.claims, copy), '42501', place)
        return
      }
      const column =
        { migrations: 'id', rate_limits: 'key', job_leases: 'job', webhook_events: 'event_id' }[table] ?? 'tenant_id'
      const statement = {
        select: `select to_jsonb(t) as row from ${name} t`,
        update: `update ${name} t set ${column} = t.${column} returning to_jsonb(t) as row`,
        delete: `delete from ${name} t returning to_jsonb(t) as row`,
      }[verb]
      const touched = await rowsAs(actor, statement)
      // Lessons hold their courses, and uploads their lessons, so a role that may delete them gets that error.
      if (touched === '23503')
        return assert.isTrue(['catalogue', 'supply'].includes(TABLES[table]!) && writable.length > 0, place)
      if (touched === '42501') return assert.isEmpty(verb === 'select' ? visible : writable, place)
      if (typeof touched === 'string') assert.fail(`${place}: ${touched}`)
      const seen = touched.filter(
        (row) => WITHOUT_TENANT.includes(table) || [here.tenantId, there.tenantId].includes(String(row['tenant_id'])),
      )
      assert.sameMembers(seen.map(toText), (verb === 'select' ? visible : writable).map(toText), place)
    }

    async function rowsAs(actor: Actor, statement: string): Promise<readonly Row[] | string> {
      const done = new Error('rolled back')
      let rows: readonly Row[] = []
      const error: unknown = await database.client
        .transaction(async (runner) => {
          await become(runner, actor.role, actor.claims)
          rows = (await runner.query<{ row: Row }>(statement)).map(({ row }) => row)
          throw done
        })
        .catch((reason: unknown) => reason)
      return error === done ? rows : ((error as { code?: string }).code ?? String(error))
    }

    async function failureAs(role: string, claims: Actor['claims'], statement: string): Promise<string | undefined> {
      const error: unknown = await database.client
        .transaction(async (runner) => {
          await become(runner, role, claims)
          await runner.query(statement)
          throw new Error('It was taken.')
        })
        .catch((reason: unknown) => reason)
      return (error as { code?: string }).code ?? String(error)
    }

    async function become(
      runner: { query(text: string, values?: readonly string[]): Promise<unknown> },
      role: string,
      claims: Actor['claims'],
    ): Promise<void> {
      if (claims !== null) {
        const text = typeof claims === 'string' ? claims : JSON.stringify(claims)
        await runner.query(`select set_config('request.jwt.claims', $1, true)`, [text])
      }
      // As `run_as` sets them. A setting of another learner is of no use to anyone but `ehr_ledger`.
      if (claims !== null && typeof claims === 'object') await setLearner(runner, claims)
      await runner.query(`select set_config('role', $1, true)`, [role])
    }
  })
}

/** What `run_as` reads of the claims for the policies of `ehr_ledger`. */
async function setLearner(
  runner: { query(text: string, values?: readonly string[]): Promise<unknown> },
  claims: object,
): Promise<void> {
  await runner.query(
    `select set_config('ehr.tenant_id', $1::jsonb ->> 'tenant_id', true),
       set_config('ehr.learner_id', $1::jsonb ->> 'sub', true)`,
    [JSON.stringify(claims)],
  )
}

function toText(row: Row): string {
  return JSON.stringify(row)
}
