import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { PgliteClient } from '../../src/storage/pglite/pglite-client.js'
import { PostgresClient } from '../../src/storage/database/postgres-client.js'
import type { SqlClient } from '../../src/storage/database/sql-client.js'
import { SqlLessonStore } from '../../src/storage/sql-lesson-store.js'

/** Where a real PostgreSQL answers, or `undefined`: then only PGlite is tested. */
export const POSTGRES_URL = process.env['EHR_TEST_POSTGRES']

/** The databases that the store's suite runs on here. */
export const KINDS: readonly SqlClient['kind'][] = POSTGRES_URL ? ['pglite', 'postgres'] : ['pglite']

/** A database of one test file: a client for looking into it, and stores on it. */
export interface TestDatabase {
  readonly client: SqlClient
  readonly schema: string
  /** A store with separate connections where the database has any; it is closed with the database. */
  openStore(maxConnections?: number): SqlLessonStore
  close(): Promise<void>
}

/** Opens an empty database; nothing of it is left after `close()`. */
export function openDatabase(kind: SqlClient['kind']): TestDatabase {
  const schema = `ehr_test_${randomUUID().replaceAll('-', '')}`
  return kind === 'pglite' ? openPglite(schema) : openPostgres(schema)
}

/** Starting one costs more than most tests, so that all files of a process share it, each with its own schema. */
let pglite: PgliteClient | undefined

function openPglite(schema: string): TestDatabase {
  const client = (pglite ??= new PgliteClient(null))
  return {
    client,
    schema,
    openStore: () => new SqlLessonStore(withoutClose(client), schema),
    async close() {
      await client.script(`drop schema if exists ${schema} cascade`)
      // The next file finds the connection as a new one would be.
      await client.script('discard all')
    },
  }
}

/** The client for a store that may be closed, while others go on using the database. */
function withoutClose(client: SqlClient): SqlClient {
  return {
    kind: client.kind,
    query: (text, values) => client.query(text, values),
    script: (text) => client.script(text),
    transaction: (work) => client.transaction(work),
    connections: () => client.connections(),
    close: () => Promise.resolve(),
  }
}

function openPostgres(schema: string): TestDatabase {
  const clients: PostgresClient[] = []
  const connect = (max = 8) => {
    const pool = new pg.Pool({ connectionString: POSTGRES_URL, max, connectionTimeoutMillis: 60_000 })
    const client = new PostgresClient(pool, { ownsPool: true })
    clients.push(client)
    return client
  }
  const client = connect()
  return {
    client,
    schema,
    openStore: (maxConnections) => new SqlLessonStore(connect(maxConnections), schema),
    async close() {
      await client.script(`drop schema if exists ${schema} cascade`)
      await Promise.all(clients.map((each) => each.close()))
    },
  }
}
