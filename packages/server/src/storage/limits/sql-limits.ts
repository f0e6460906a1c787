import type { CallCount, CallToCount } from '../../core/records/call-count.js'
import type { SqlRow } from '../database/sql-client.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import type { Limits } from './limits.js'

/** Counts that one call of `sweep` deletes, so that it never takes long. */
const SWEPT_PER_CALL = 1_000

interface CountRow extends SqlRow {
  readonly limiter: string
  readonly key: string
  readonly points: number
  readonly resets_after: number
}

/** Counts on the database's clock. */
export class SqlLimits implements Limits {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  /** Counts each call once, in the same order of keys everywhere, so that two requests never wait for each other. */
  async count(calls: readonly CallToCount[]): Promise<readonly CallCount[]> {
    const { schema, query } = this.#unit.platform()
    const rows = await query<CountRow>(
      `insert into ${schema}.rate_limits as r (limiter, key, points, resets_at)
       select c.limiter, c.key, 1, now.at + c.seconds * interval '1 second'
       from jsonb_to_recordset($1::jsonb) c(limiter text, key text, seconds float8),
         (select clock_timestamp() as at offset 0) now
       order by c.limiter, c.key
       on conflict (limiter, key) do update
       set points = case when r.resets_at <= clock_timestamp() then 1 else least(r.points, 1000000) + 1 end,
         resets_at = case when r.resets_at <= clock_timestamp() then excluded.resets_at else r.resets_at end
       returning limiter, key, points,
         greatest(0, extract(epoch from resets_at - clock_timestamp()))::float8 as resets_after`,
      [JSON.stringify(calls)],
    )
    return calls.map(({ limiter, key }) => {
      const row = rows.find((each) => each.limiter === limiter && each.key === key)!
      return { calls: row.points, resetAfter: row.resets_after }
    })
  }

  /** Deletes counts that are over; nothing depends on it but the size of the table. */
  async sweep(): Promise<number> {
    const { schema, query } = this.#unit.platform()
    const [row] = await query<{ count: number }>(
      `with over as (
         select limiter, key from ${schema}.rate_limits where resets_at <= now()
         limit ${SWEPT_PER_CALL.toString()} for update skip locked
       ), gone as (
         delete from ${schema}.rate_limits r using over o where r.limiter = o.limiter and r.key = o.key returning 1
       ) select count(*)::int4 as count from gone`,
    )
    return row!.count
  }
}
