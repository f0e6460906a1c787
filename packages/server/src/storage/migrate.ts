import { MIGRATIONS } from '../sql/migrations.js'
import type { SqlClient, SqlRunner } from './sql-client.js'

/**
 * Brings the schema to the version of this code, or (`check`) says what is missing.
 *
 * Any number of processes may start at once: an advisory lock lets one apply what is missing and the others find it
 * done. A migration and the row that names it commit together. Forward only.
 */
export async function migrate(client: SqlClient, schema: string, mode: 'auto' | 'check' | 'off'): Promise<void> {
  if (mode === 'off') return
  if ((await readVersion(client, schema)) === MIGRATIONS.length) return
  if (mode === 'check') {
    throw new Error(
      `The database schema "${schema}" is not at version ${MIGRATIONS.length.toString()}, which this code needs. ` +
        "Run `lessons.migrate()` once before the start, or set the option `migrate: 'auto'`.",
    )
  }
  await client.transaction(async (runner) => {
    await runner.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))::text`, [`ehr-lessons ${schema}`])
    const applied = await readVersion(runner, schema)
    if (applied === 0) {
      const [found] = await runner.query<{ present: boolean }>(
        `select exists (select from pg_catalog.pg_namespace where nspname = $1) as present`,
        [schema],
      )
      // Creating a schema asks for a privilege even when it exists; a database administrator may have made it for us.
      await runner.script(`
        ${found?.present ? '' : `create schema ${schema};`}
        create table if not exists ${schema}.migrations (
          id int4 primary key,
          applied_at timestamptz not null default now()
        );`)
    }
    for (const [index, migration] of MIGRATIONS.entries()) {
      if (index < applied) continue
      await runner.query(`insert into ${schema}.migrations (id) values ($1)`, [index + 1])
      await runner.script(migration(schema))
    }
  })
}

/** The number of the newest migration applied, 0 for none; throws when it is newer than this code knows. */
async function readVersion(runner: SqlRunner, schema: string): Promise<number> {
  // `to_regclass` may answer from a cache that has not heard of a table made while we waited for the lock; a scan has.
  const [table] = await runner.query<{ present: boolean }>(
    `select exists (select from pg_catalog.pg_tables where schemaname = $1 and tablename = 'migrations') as present`,
    [schema],
  )
  if (!table?.present) return 0
  const [row] = await runner.query<{ version: number }>(
    `select coalesce(max(id), 0)::int4 as version from ${schema}.migrations`,
  )
  const version = row?.version ?? 0
  if (version > MIGRATIONS.length) {
    throw new Error(
      `The database schema "${schema}" is at version ${version.toString()}, newer than this code, which knows ` +
        `${MIGRATIONS.length.toString()}. Start a newer @enhancedhr/server; a schema never goes back.`,
    )
  }
  return version
}
