import type { CallCount } from '../../core/records/call-count.js'
import type { ScopedClients } from '../database/scoped-clients.js'

/** Counts that one call of `sweep` deletes, so that it never takes long. */
const SWEPT_PER_CALL = 1_000

/** Counts calls in the database, on its clock, in one statement each: any number of processes share them. */
export class CallCounts {
  readonly #clients: ScopedClients
  readonly #schema: string

  constructor(clients: ScopedClients, schema: string) {
    this.#clients = clients
    this.#schema = schema
  }

  /** Counts one call of a key; the count starts anew `seconds` after its first. */
  async count(limiter: string, key: string, seconds: number): Promise<CallCount> {
    const [row] = await this.#clients.platform().query<{ points: number; resets_after: number }>(
      `insert into ${this.#schema}.rate_limits as r (limiter, key, points, resets_at)
       select $1, $2, 1, now.at + $3::float8 * interval '1 second' from (select clock_timestamp() as at offset 0) now
       on conflict (limiter, key) do update
       set points = case when r.resets_at <= clock_timestamp() then 1 else least(r.points, 1000000) + 1 end,
         resets_at = case when r.resets_at <= clock_timestamp() then excluded.resets_at else r.resets_at end
       returning points, greatest(0, extract(epoch from resets_at - clock_timestamp()))::float8 as resets_after`,
      [limiter, key, seconds],
    )
    return { calls: row!.points, resetAfter: row!.resets_after }
  }

  /** Deletes counts that are over; nothing depends on it but the size of the table. */
  async sweep(): Promise<number> {
    const [row] = await this.#clients.platform().query<{ count: number }>(
      `with over as (
         select limiter, key from ${this.#schema}.rate_limits where resets_at <= now()
         limit ${SWEPT_PER_CALL.toString()} for update skip locked
       ), gone as (
         delete from ${this.#schema}.rate_limits r using over o where r.limiter = o.limiter and r.key = o.key returning 1
       ) select count(*)::int4 as count from gone`,
    )
    return row!.count
  }
}
