import { HARMLESS, MIGRATIONS } from './migrations.js'
import { DatabaseNotReadyError } from '../database/database-not-ready-error.js'
import { readVersion } from './read-version.js'
import type { SqlClient, SqlRunner } from '../database/sql-client.js'

/** Name of the lock that lets one process migrate a schema at a time. */
const lockName = (schema: string) => `ehr-lessons ${schema}`

/**
 * Brings the schema to the version of this code, or (`check`) says what is missing.
 *
 * Any number of processes may start at once: an advisory lock lets one apply what is missing and the others find it
 * done. A migration and the row that names it commit together. Forward only.
 */
export async function migrate(client: SqlClient, schema: string, mode: 'auto' | 'check' | 'off'): Promise<void> {
  if (mode === 'off') return
  const version = await readVersion(client, schema)
  if (version >= MIGRATIONS.length) return
  if (mode === 'check') {
    throw new DatabaseNotReadyError(
      `The database schema "${schema}" is at version ${version.toString()}, and this code needs ` +
        `${MIGRATIONS.length.toString()}. Run \`npx ehr-lessons migrate\` or \`lessons.migrate()\` once before the ` +
        "start, or set the option `migrate: 'auto'`.",
    )
  }
  await applyMissing(client, schema)
}

/** Applies what is missing, and answers the version that was found once no other process was migrating. */
export async function applyMissing(client: SqlClient, schema: string): Promise<number> {
  return client.transaction(async (runner) => {
    await runner.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))::text`, [lockName(schema)])
    const version = await readVersion(runner, schema)
    // Where nothing is missing, a login that owns nothing may ask too.
    if (version < MIGRATIONS.length) await applyMigrations(runner, schema, version)
    return version
  })
}

/** Applies every migration after `from`, in the transaction of `runner`; makes the schema when it is not there. */
export async function applyMigrations(runner: SqlRunner, schema: string, from: number): Promise<void> {
  if (from === 0 && !(await hasSchema(runner, schema))) {
    // Creating a schema asks for a privilege even when it exists; a database administrator may have made it for us.
    await runner.script(`create schema ${schema};`)
  }
  await runner.script(migrationsTable(schema))
  for (const [index, migration] of MIGRATIONS.entries()) {
    if (index < from) continue
    await runner.script(record(schema, index + 1))
    await runner.script(migration(schema))
  }
}

/**
 * Gives the statements of every migration after `from` (default: all) for a database administrator to read and run: one
 * transaction, which leaves the schema as `migrate` would.
 */
export function printMigrations(schema: string, from = 0): string {
  const parts = MIGRATIONS.flatMap((migration, index) =>
    index < from ? [] : [`-- migration ${(index + 1).toString()}`, record(schema, index + 1), migration(schema).trim()],
  )
  return [
    'begin;',
    `select pg_advisory_xact_lock(hashtextextended('${lockName(schema)}', 0));`,
    ...(from === 0 ? [`create schema if not exists ${schema};`] : []),
    migrationsTable(schema),
    ...parts,
    'commit;\n',
  ].join('\n\n')
}

/** `breaking` came later than the table; a row without it counts as breaking. */
function migrationsTable(schema: string): string {
  return `create table if not exists ${schema}.migrations (
  id int4 primary key,
  applied_at timestamptz not null default now()
);
alter table ${schema}.migrations add column if not exists breaking boolean not null default true;`
}

function record(schema: string, id: number): string {
  const breaking = !HARMLESS.has(id)
  return `insert into ${schema}.migrations (id, breaking) values (${id.toString()}, ${breaking.toString()});`
}

async function hasSchema(runner: SqlRunner, schema: string): Promise<boolean> {
  const [found] = await runner.query<{ present: boolean }>(
    `select exists (select from pg_catalog.pg_namespace where nspname = $1) as present`,
    [schema],
  )
  return found?.present === true
}
