import { AsyncLocalStorage } from 'node:async_hooks'
import type { SqlClient, SqlRow, SqlRunner, SqlValue } from '../../../server/src/storage/database/sql-client.js'

/** The statements of one stream of calls, in their order, with their values written into them. */
export const recorded = new AsyncLocalStorage<string[] | undefined>()

/** The same client; what is run inside `recorded.run(list, …)` is also written into that list. */
export function recordingClient(client: SqlClient): SqlClient {
  const wrap = (runner: SqlRunner): SqlRunner => ({
    query<Row extends SqlRow>(text: string, values: readonly SqlValue[] = []) {
      recorded.getStore()?.push(writeOut(text, values))
      return runner.query<Row>(text, values)
    },
    script(text) {
      recorded.getStore()?.push(text)
      return runner.script(text)
    },
  })
  return {
    ...wrap(client),
    kind: client.kind,
    transaction: (work) =>
      client.transaction(async (runner) => {
        recorded.getStore()?.push('begin')
        const result = await work(wrap(runner))
        recorded.getStore()?.push('commit')
        return result
      }),
    connections: () => client.connections(),
    close: () => client.close(),
  }
}

/** Values become literals without a type, as parameters have none. */
function writeOut(text: string, values: readonly SqlValue[]): string {
  return text.replaceAll(/\$(\d+)/g, (_, place: string) => {
    const value = values[Number(place) - 1] ?? null
    if (value === null) return 'null'
    const plain = value instanceof Date ? value.toISOString() : String(value)
    const escaped = plain.replaceAll("'", "''")
    return plain.includes('\\') ? ` E'${escaped.replaceAll('\\', '\\\\')}'` : `'${escaped}'`
  })
}
