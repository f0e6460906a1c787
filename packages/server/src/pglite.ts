import type { LessonStore } from './storage/lesson-store.js'
import { PgliteClient } from './storage/pglite-client.js'
import { checkSchemaName } from './storage/schema-name.js'
import { SqlLessonStore } from './storage/sql-lesson-store.js'

export { StorageUnavailableError } from './storage/storage-unavailable-error.js'

export interface PgliteStoreOptions {
  /** Directory of the database, made when it is not there; without it the database lives in memory. */
  readonly directory?: string | undefined
  /** Schema of the tables, default `ehr_lessons`. */
  readonly schema?: string | undefined
}

/**
 * Keeps the ledger in PGlite (`@electric-sql/pglite`, 0.5.14 or newer): a Postgres inside this process, nothing to install.
 *
 * For development, demos and tests. One process at a time may use a directory; a file beside it keeps others out. Opens at
 * the first use, and keeps the process alive until `close()`.
 */
export function pgliteStore(options: string | PgliteStoreOptions = {}): LessonStore {
  const { directory, schema } = typeof options === 'string' ? { directory: options, schema: undefined } : options
  return new SqlLessonStore(new PgliteClient(directory ?? null), checkSchemaName(schema))
}
