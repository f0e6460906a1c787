import pg from 'pg'
import type { LessonStore } from './storage/store.js'
import { PostgresClient } from './storage/database/postgres-client.js'
import { checkSchemaName } from './storage/database/schema-name.js'
import { sessionTimeouts } from './storage/database/session-timeouts.js'
import { SqlLessonStore } from './storage/sql-lesson-store.js'

export { StorageUnavailableError } from './storage/database/storage-unavailable-error.js'

/** A pool of the package `pg`, as much as its types need to say: these work without `@types/pg`. */
export interface PostgresPool {
  readonly totalCount: number
  readonly idleCount: number
  connect(): Promise<unknown>
  end(): Promise<void>
}

/** Where the database is; one of `connectionString` and `pool`. */
export interface PostgresStoreOptions {
  /** `postgres://…`; without it and without `pool`, the `PG…` variables of the environment apply. */
  readonly connectionString?: string | undefined
  /** A pool of the host; it stays the host's and is not ended by `close()`. */
  readonly pool?: PostgresPool | undefined
  /** Schema of the tables, default `ehr_lessons`. */
  readonly schema?: string | undefined
  /** The most connections of the pool that the store opens, default 10. */
  readonly maxConnections?: number | undefined
  /**
   * Milliseconds after which a statement is given up, and a transaction that its process has left alone, default 10,000; 0 for
   * poolers that refuse these settings.
   */
  readonly statementTimeout?: number | undefined
  /** Milliseconds to wait for a connection, default 5,000. */
  readonly connectionTimeout?: number | undefined
}

/**
 * Keeps the ledger in PostgreSQL 15 or newer, Supabase included, through the package `pg` (8.16 or newer).
 *
 * Connects at the first use. While the database does not answer, every call rejects with `StorageUnavailableError`.
 */
export function postgresStore(options: PostgresStoreOptions = {}): LessonStore {
  const schema = checkSchemaName(options.schema)
  const { pool, connectionString } = options
  if (pool && connectionString !== undefined) {
    throw new TypeError('Expected either `connectionString` or `pool` for postgresStore, got both.')
  }
  return new SqlLessonStore(
    new PostgresClient((pool as pg.Pool | undefined) ?? createPool(options), { ownsPool: !pool }),
    schema,
  )
}

function createPool(options: PostgresStoreOptions): pg.Pool {
  const { connectionString, statementTimeout = 10_000 } = options
  return new pg.Pool({
    ...(connectionString === undefined ? {} : { connectionString }),
    ...sessionTimeouts(statementTimeout),
    max: options.maxConnections ?? 10,
    connectionTimeoutMillis: options.connectionTimeout ?? 5_000,
    application_name: 'ehr-lessons',
  })
}
