import { MIGRATIONS } from './migrations.js'
import { DatabaseNotReadyError } from '../database/database-not-ready-error.js'
import type { SqlRunner } from '../database/sql-client.js'

/**
 * The number of the newest migration applied, 0 for none.
 *
 * Throws when a migration that this code does not know is applied and breaking: this code would misread the tables. One
 * that is harmless may be there, so the number can be higher than this code knows.
 */
export async function readVersion(runner: SqlRunner, schema: string): Promise<number> {
  // `to_regclass` may answer from a cache that has not heard of a table made while we waited for the lock; a scan has.
  const [table] = await runner.query<{ present: boolean }>(
    `select exists (select from pg_catalog.pg_tables where schemaname = $1 and tablename = 'migrations') as present`,
    [schema],
  )
  if (!table?.present) return 0
  // Through JSON, because the column `breaking` came later than the table.
  const [row] = await runner.query<{ version: number; breaking: number | null }>(
    `select coalesce(max(id), 0)::int4 as version,
       (max(id) filter (where id > ${MIGRATIONS.length.toString()}
         and coalesce((to_jsonb(m) ->> 'breaking')::boolean, true)))::int4 as breaking
     from ${schema}.migrations m`,
  )
  const { version = 0, breaking = null } = row ?? {}
  if (breaking !== null) {
    throw new DatabaseNotReadyError(
      `The database schema "${schema}" is at version ${version.toString()}, newer than this code, which knows ` +
        `${MIGRATIONS.length.toString()} and would misread it from version ${breaking.toString()} on. ` +
        'Start a newer @enhancedhr/server; a schema never goes back.',
    )
  }
  return version
}
