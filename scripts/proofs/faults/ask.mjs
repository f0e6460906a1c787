import { requireOfServer } from './ground.mjs'

const pg = requireOfServer('pg')

/** Asks a PostgreSQL on a separate connection: one statement, or several without values. */
export async function ask(url, text, values) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  // What breaks between two statements is seen by the next one.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.query(text, values)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}
