import { sessionTimeouts } from '../storage/database/session-timeouts.js'
import type { SqlClient } from '../storage/database/sql-client.js'

/** Which database a command is about. */
export interface Place {
  /** `postgres://…`; absent: the `PG…` variables of the environment. */
  readonly connectionString?: string
  /** Directory of a PGlite database instead. */
  readonly directory?: string
  /** Milliseconds, asked for when connecting as the handler does; 0: not at all. */
  readonly statementTimeout: number
}

export type OpenClient = (place: Place) => Promise<SqlClient>

/** Opens the database with the driver that the host has installed; a missing one is reported with an explanation. */
export const openClient: OpenClient = async ({ connectionString, directory, statementTimeout }) => {
  if (directory !== undefined) {
    const { PgliteClient } = await driver('@electric-sql/pglite', () => import('../storage/pglite/pglite-client.js'))
    return new PgliteClient(directory)
  }
  const { default: pg } = await driver('pg', () => import('pg'))
  const { PostgresClient } = await import('../storage/database/postgres-client.js')
  const pool = new pg.Pool({
    ...(connectionString === undefined ? {} : { connectionString }),
    ...sessionTimeouts(statementTimeout),
    max: 1,
    connectionTimeoutMillis: 5_000,
    application_name: 'ehr-lessons',
  })
  return new PostgresClient(pool, { ownsPool: true })
}

async function driver<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') {
      throw new Error(`The package \`${name}\` is not installed: \`npm install ${name}\`.`, { cause: error })
    }
    throw error
  }
}
