import type { SqlClient } from '../storage/database/sql-client.js'
import type { OpenClient, Place } from './open-client.js'

/** Opens a database for as long as `work` takes. */
export async function usingClient<Result>(
  open: OpenClient,
  place: Place,
  work: (client: SqlClient) => Promise<Result>,
): Promise<Result> {
  const client = await open(place)
  try {
    return await work(client)
  } finally {
    await client.close()
  }
}
