import type { LessonStore } from './storage/store.js'
import { PgliteClient } from './storage/pglite/pglite-client.js'
import { checkSchemaName } from './storage/database/schema-name.js'
import { SqlLessonStore } from './storage/sql-lesson-store.js'

export { StorageUnavailableError } from './storage/database/storage-unavailable-error.js'

export interface PgliteStoreOptions {
  /** Directory of the database, made when it is not there; without it the database lives in memory. */
  readonly directory?: string | undefined
  /** Schema of the tables, default `ehr_lessons`. */
  readonly schema?: string | undefined
  /** Says that PGlite is meant even under `NODE_ENV=production`; default false. */
  readonly production?: boolean | undefined
}

/**
 * Keeps the ledger in PGlite (`@electric-sql/pglite`, 0.5.14 or newer): a Postgres inside this process, nothing to install.
 *
 * For development, demos and tests: under `NODE_ENV=production` it throws, unless `production: true` says that it is meant.
 * It works in a separate thread. One process at a time may use a directory; a file beside it keeps others out. Opens at
 * the first use, in about a second where `@enhancedhr/pglite-dump` is installed, and keeps the process alive until
 * `close()`.
 */
export function pgliteStore(
  place: string | PgliteStoreOptions = {},
  more: Omit<PgliteStoreOptions, 'directory'> = {},
): LessonStore {
  const { directory, schema, production } = { ...(typeof place === 'string' ? { directory: place } : place), ...more }
  if (isProduction() && production !== true) {
    throw new Error(
      'Expected `postgresStore(…)` under NODE_ENV=production, got `pgliteStore(…)`: it takes one process, and a power ' +
        'failure can cost what it acknowledged last. If it is meant, say `pgliteStore(directory, { production: true })`.',
    )
  }
  return new SqlLessonStore(new PgliteClient(directory ?? null), checkSchemaName(schema))
}

function isProduction(): boolean {
  return process.env['NODE_ENV'] === 'production'
}
