import { assert } from 'chai'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { MIGRATIONS } from '../../src/storage/migrations/migrations.js'
import { migrate } from '../../src/storage/migrations/migrate.js'
import { checkSchemaName } from '../../src/storage/database/schema-name.js'
import { KINDS, openDatabase, type TestDatabase } from '../support/database.js'

for (const kind of KINDS) {
  describe(`migrations on ${kind}`, () => {
    let database: TestDatabase

    beforeAll(() => {
      database = openDatabase(kind)
    })
    afterAll(() => database.close())

    it('refuses to start on an empty database when only asked to check, naming the fix', async () => {
      const error = await rejection(database.openStore().prepare('check'))
      assert.include(error.message, 'lessons.migrate()')
      assert.include(error.message, "migrate: 'auto'")
    })

    it('are applied by exactly one of eight processes that start at once', async () => {
      const stores = Array.from({ length: 8 }, () => database.openStore())
      await Promise.all(stores.map((store) => store.prepare('auto')))
      const rows = await database.client.query(`select id from ${database.schema}.migrations order by id`)
      assert.deepEqual(
        rows.map(({ id }) => id),
        MIGRATIONS.map((_, index) => index + 1),
      )
    })

    it('change nothing a second time', async () => {
      const store = database.openStore()
      await store.prepare('auto')
      const before = await readState(database)
      assert.isNotEmpty(before['tables'])
      for (const mode of ['auto', 'check', 'off'] as const) {
        await store.prepare(mode)
        assert.deepEqual(await readState(database), before, mode)
      }
    })

    it('refuse a database that is newer than the code, in every mode that looks', async () => {
      await database.client.query(`insert into ${database.schema}.migrations (id) values ($1)`, [MIGRATIONS.length + 1])
      for (const mode of ['auto', 'check'] as const) {
        const error = await rejection(migrate(database.client, database.schema, mode))
        assert.include(error.message, 'newer than this code')
      }
    })
  })
}

/** Brings an empty database to an older version. */
async function migrateTo({ client, schema }: TestDatabase, version: number): Promise<void> {
  await client.script(`create schema ${schema}`)
  await client.script(`create table ${schema}.migrations (id int4 primary key,
    applied_at timestamptz not null default now(), breaking boolean not null default true)`)
  for (const [index, migration] of MIGRATIONS.slice(0, version).entries()) {
    await client.script(`insert into ${schema}.migrations (id) values (${(index + 1).toString()})`)
    await client.script(migration(schema))
  }
}

for (const kind of KINDS) {
  describe(`the videos of a database from before they were bound, on ${kind}`, () => {
    it('belong to the tenant that had each first, and go on playing where another has it too', async () => {
      const database = openDatabase(kind)
      const { client, schema } = database
      try {
        await migrateTo(database, 15)
        for (const [tenant, lesson, version, video, created] of [
          ['b', 'l', 1, 'shared', '2026-02-01'],
          ['a', 'l', 1, 'own', '2026-03-01'],
          ['a', 'l', 2, 'shared', '2026-04-01'],
        ] as const) {
          const key = [tenant, lesson, version]
          await client.query(
            `insert into ${schema}.lessons (tenant_id, lesson_id, title, position, required, rule, chapters, media_version)
             values ($1, $2, 'L', 1, true, '{}', '[]', $3::int4)
             on conflict (tenant_id, lesson_id) do update set media_version = excluded.media_version`,
            key,
          )
          await client.query(
            `insert into ${schema}.lesson_media (tenant_id, lesson_id, version, playback_id, created_at)
             values ($1, $2, $3::int4, $4, $5::timestamptz)`,
            [...key, video, created],
          )
        }
        await migrate(client, schema, 'auto')
        const bound = await client.query(
          `select playback_id, tenant_id, bound_by from ${schema}.playback_bindings order by playback_id`,
        )
        assert.deepEqual(
          bound.map((row) => ({ ...row })),
          [
            { playback_id: 'own', tenant_id: 'a', bound_by: 'migration' },
            { playback_id: 'shared', tenant_id: 'b', bound_by: 'migration' },
          ],
        )
        const [playing] = await client.query<{ playback_id: string }>(
          `select m.playback_id from ${schema}.lessons l join ${schema}.lesson_media m
             on m.tenant_id = l.tenant_id and m.lesson_id = l.lesson_id and m.version = l.media_version where l.tenant_id = 'a'`,
        )
        assert.equal(playing!.playback_id, 'shared')
      } finally {
        await database.close()
      }
    })
  })

  describe(`the move of charged time to quarters of an hour on ${kind}`, () => {
    it('keeps every millisecond with the session that was charged', async () => {
      const database = openDatabase(kind)
      const { client, schema } = database
      try {
        await migrateTo(database, 5)
        const slot = 2_000_000
        const start = slot * 900_000
        const later = start + 3 * 900_000
        const charged = ranges([start - 5_000, start - 4_000], [start - 1_000, start + 2_000], [later, later + 1])
        const open = `insert into ${schema}.watch_sessions (tenant_id, learner_id, session_id, lesson_id, attempt, media_version,
          client_name, client_version, opened_at, last_seen_at, windows, charged)
          values ('t', 'ada', $1::uuid, 'l', 1, 1, '', '', now(), now(), '{}', $2::int8multirange)`
        await client.query(open, ['00000000-0000-4000-8000-000000000001', charged])
        await client.query(open, ['00000000-0000-4000-8000-000000000002', '{}'])
        await migrate(client, schema, 'auto')
        const rows = await client.query(
          `select slot, right(session_id::text, 1) as session, charged::text as charged from ${schema}.charges order by slot`,
        )
        assert.deepEqual(
          rows.map((row) => ({ ...row })),
          [
            { slot: slot - 1, session: '1', charged: ranges([start - 5_000, start - 4_000], [start - 1_000, start]) },
            { slot, session: '1', charged: ranges([start, start + 2_000]) },
            { slot: slot + 3, session: '1', charged: ranges([later, later + 1]) },
          ],
        )
      } finally {
        await database.close()
      }
    })
  })
}

describe('the name of a schema', () => {
  it('is plain, or refused', () => {
    assert.equal(checkSchemaName(), 'ehr_lessons')
    for (const name of ['', 'Lessons', 'a b', 'x"; drop', '1a', 'a'.repeat(64)]) {
      assert.throws(() => checkSchemaName(name), TypeError, 'Expected `schema`')
    }
  })
})

/** Everything that a migration makes, with the transaction that wrote it last: a table made again would be another one. */
async function readState({ client, schema }: TestDatabase): Promise<Record<string, readonly unknown[]>> {
  return {
    applied: await client.query(`select id, xmin::text as written from ${schema}.migrations order by id`),
    tables: await client.query(
      `select oid::int8::text as id, relname, relkind, xmin::text as written from pg_class
       where relnamespace = $1::regnamespace order by relname`,
      [schema],
    ),
    columns: await client.query(
      `select c.relname, a.attname, a.atttypid::int8::text as type, a.attnotnull, a.xmin::text as written
       from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = $1::regnamespace and a.attnum > 0 order by c.relname, a.attnum`,
      [schema],
    ),
    rules: await client.query(
      `select k.conname, k.xmin::text as written from pg_constraint k where k.connamespace = $1::regnamespace
       union all select p.polname, p.xmin::text from pg_policy p join pg_class c on c.oid = p.polrelid
       where c.relnamespace = $1::regnamespace
       union all select f.proname, f.xmin::text from pg_proc f where f.pronamespace = $1::regnamespace order by 1, 2`,
      [schema],
    ),
  }
}

async function rejection(promise: Promise<unknown>): Promise<Error> {
  const reason: unknown = await promise.then(
    () => new Error('nothing was refused'),
    (error: unknown) => error,
  )
  return reason as Error
}

/** The text of a multirange. */
function ranges(...pairs: readonly (readonly [number, number])[]): string {
  return `{${pairs.map(([from, to]) => `[${from.toString()},${to.toString()})`).join(',')}}`
}
