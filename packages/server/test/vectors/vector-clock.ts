import type { SqlClient, SqlRunner } from '../../src/storage/database/sql-client.js'

/** What the store's statements read the time by. */
const CLOCKS = /\b(?:clock_timestamp|statement_timestamp|transaction_timestamp|now)\(\)/g

/**
 * The database's clock, set by a vector: the one part of the store that is replaced, in the text of its statements.
 *
 * The instant is in a separate table, behind a function, so that every connection, role, default and function of the
 * store reads the same one.
 */
export class VectorClock {
  now = 0
  readonly #client: SqlClient
  readonly #schema: string

  constructor(client: SqlClient, schema: string) {
    this.#client = client
    this.#schema = schema
  }

  async prepare(): Promise<void> {
    const { now } = this
    await this.#client.script(`
      create schema ${this.#schema};
      create table ${this.#schema}.clock (at timestamptz not null);
      insert into ${this.#schema}.clock values (to_timestamp(${now.toString()}));
      create function ${this.#schema}.at() returns timestamptz language sql volatile security definer
        as 'select at from ${this.#schema}.clock';
      grant usage on schema ${this.#schema} to public;`)
  }

  /** `instant`: milliseconds since 1970. */
  async set(instant: number): Promise<void> {
    if (instant === this.now) return
    this.now = instant
    await this.#client.query(`update ${this.#schema}.clock set at = $1::timestamptz`, [new Date(instant).toISOString()])
  }

  async drop(): Promise<void> {
    await this.#client.script(`drop schema if exists ${this.#schema} cascade`)
  }

  /** The same client, whose statements read this clock. */
  wrap(client: SqlClient): SqlClient {
    return {
      ...this.#runner(client),
      kind: client.kind,
      transaction: (work) => client.transaction((runner) => work(this.#runner(runner))),
      connections: () => client.connections(),
      close: () => client.close(),
    }
  }

  #runner(runner: SqlRunner): SqlRunner {
    const turn = (text: string) => text.replace(CLOCKS, `${this.#schema}.at()`)
    return {
      // The store hands most statements, as text, to the function that runs them under a role.
      query: (text, values) =>
        runner.query(
          turn(text),
          values?.map((value) => (typeof value === 'string' ? turn(value) : value)),
        ),
      script: (text) => runner.script(turn(text)),
    }
  }
}
