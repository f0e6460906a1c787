import type pg from 'pg'
import type { SqlClient, SqlRow, SqlRunner, SqlValue } from './sql-client.js'
import { toStorageError } from './unreachable.js'

/** `pg` behind {@link SqlClient}: statements without names, so that poolers in transaction mode work. */
export class PostgresClient implements SqlClient {
  readonly kind = 'postgres'
  readonly #pool: pg.Pool
  readonly #ownsPool: boolean
  readonly #forgetError = () => undefined

  constructor(pool: pg.Pool, { ownsPool }: { ownsPool: boolean }) {
    this.#pool = pool
    this.#ownsPool = ownsPool
    // An idle connection that breaks is replaced at the next use, which throws the error if it lasts.
    pool.on('error', this.#forgetError)
  }

  query<Row extends SqlRow = SqlRow>(text: string, values: readonly SqlValue[] = []): Promise<readonly Row[]> {
    return run<Row>(this.#pool, text, values)
  }

  async script(text: string): Promise<void> {
    await this.query(text)
  }

  async transaction<Result>(work: (runner: SqlRunner) => Promise<Result>): Promise<Result> {
    const client = await this.#pool.connect().catch((error: unknown) => {
      throw toStorageError(error)
    })
    // Between two statements a lost connection has no call to reject; the next statement fails.
    client.on('error', this.#forgetError)
    let broken = true
    try {
      await run(client, 'begin', [])
      const result = await work(toRunner(client))
      await run(client, 'commit', [])
      broken = false
      return result
    } catch (error) {
      broken = !(await rollBack(client))
      throw error
    } finally {
      client.off('error', this.#forgetError)
      client.release(broken)
    }
  }

  connections(): { readonly idle: number; readonly used: number; readonly waiting: number } {
    const { totalCount, idleCount, waitingCount } = this.#pool
    return { idle: idleCount, used: totalCount - idleCount, waiting: waitingCount }
  }

  async close(): Promise<void> {
    this.#pool.off('error', this.#forgetError)
    if (this.#ownsPool && !this.#pool.ended) await this.#pool.end()
  }
}

/** Numbers of PostgreSQL's types that statements answer with, whatever a host has set for its own queries. */
const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [16, (text) => text === 't'], // bool
  [21, Number], // int2
  [23, Number], // int4
  [700, Number], // float4
  [701, Number], // float8
  [114, (text) => JSON.parse(text) as unknown], // json
  [3802, (text) => JSON.parse(text) as unknown], // jsonb
])

/**
 * How values are read: with each query, because `pg.types.setTypeParser` is one for the whole process and may be the host's.
 *
 * What is not listed stays text; statements cast what they need.
 */
const types = {
  getTypeParser: (id: number) => PARSERS.get(id) ?? ((text: string) => text),
}

/** A date goes out as text in UTC: how the driver writes one depends on a setting of the host, too. */
function toParameter(value: SqlValue): string | number | boolean | null {
  return value instanceof Date ? value.toISOString() : value
}

type Queryable = Pick<pg.Pool, 'query'>

async function run<Row extends SqlRow>(
  queryable: Queryable | pg.PoolClient,
  text: string,
  values: readonly SqlValue[],
): Promise<readonly Row[]> {
  try {
    // Without parameters the simple protocol is used, which also takes scripts.
    const result = await queryable.query<Row>({
      text,
      types,
      ...(values.length > 0 && { values: values.map(toParameter) }),
    })
    return result.rows
  } catch (error) {
    throw toStorageError(error)
  }
}

function toRunner(client: pg.PoolClient): SqlRunner {
  return {
    query: (text, values = []) => run(client, text, values),
    async script(text) {
      await run(client, text, [])
    },
  }
}

/** Whether the connection is usable afterwards. */
async function rollBack(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query('rollback')
    return true
  } catch {
    // The transaction's own error is what the caller hears; the connection is thrown away.
    return false
  }
}
