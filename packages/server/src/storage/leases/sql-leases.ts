import type { UnitOfWork } from '../database/unit-of-work.js'
import type { Leases } from './leases.js'

export class SqlLeases implements Leases {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  async claim(job: string, holder: string, milliseconds: number): Promise<boolean> {
    const { schema, query } = this.#unit.platform()
    await query(
      `insert into ${schema}.job_leases (job, holder, held_until) values ($1, $2::uuid, '-infinity') on conflict do nothing`,
      [job, holder],
    )
    // A row that somebody is claiming at this moment is skipped, so that nobody waits for a job that is taken.
    const claimed = await query(
      `with free as (
         select job from ${schema}.job_leases where job = $1 and held_until <= clock_timestamp() for update skip locked
       )
       update ${schema}.job_leases l
       set holder = $2::uuid, held_until = clock_timestamp() + $3::float8 * interval '1 millisecond'
       from free f where l.job = f.job returning l.job`,
      [job, holder, milliseconds],
    )
    return claimed.length > 0
  }

  async extend(job: string, holder: string, milliseconds: number): Promise<boolean> {
    const { schema, query } = this.#unit.platform()
    const extended = await query(
      `update ${schema}.job_leases set held_until = clock_timestamp() + $3::float8 * interval '1 millisecond'
       where job = $1 and holder = $2::uuid returning job`,
      [job, holder, milliseconds],
    )
    return extended.length > 0
  }

  async release(job: string, holder: string): Promise<void> {
    const { schema, query } = this.#unit.platform()
    await query(`update ${schema}.job_leases set held_until = '-infinity' where job = $1 and holder = $2::uuid`, [
      job,
      holder,
    ])
  }
}
