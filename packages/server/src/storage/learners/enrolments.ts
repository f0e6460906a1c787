import type { ScopedClients } from '../database/scoped-clients.js'
import { enrolmentJson, type EnrolmentRow, toEnrolmentRecord } from '../rows/enrolment-row.js'
import { epochMs } from '../rows/epoch-ms.js'
import { lockLearner } from '../database/learner-lock.js'
import type { CourseKey } from '../../core/records/course.js'
import type { EnrolmentListing } from '../../core/records/course-learner.js'
import type { AttemptRecord, Enrolment, EnrolmentRecord } from '../../core/records/enrolment.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { SqlRow, SqlRunner } from '../database/sql-client.js'

interface AttemptRow extends SqlRow {
  readonly attempt: number
  readonly reason: string
  readonly started_at: number
}

/** Reads and writes who takes which course, and for which time. */
export class Enrolments {
  readonly #clients: ScopedClients
  readonly #schema: string

  constructor(clients: ScopedClients, schema: string) {
    this.#clients = clients
    this.#schema = schema
  }

  async put({
    tenantId,
    learnerId,
    courseId,
    active,
  }: LearnerKey & { courseId: string; active: boolean }): Promise<{ enrolment: EnrolmentRecord; created: boolean }> {
    const [row] = await this.#clients
      .learner({ tenantId, learnerId })
      .query<{ enrolment: EnrolmentRow; created: boolean }>(
        `insert into ${this.#schema}.enrolments as e (tenant_id, learner_id, course_id, active, ended_at)
       values ($1, $2, $3, $4::boolean, case when $4::boolean then null else now() end)
       on conflict (tenant_id, learner_id, course_id) do update
       set active = excluded.active, ended_at = case when excluded.active then null else coalesce(e.ended_at, now()) end
       returning ${enrolmentJson('e')} as enrolment, xmax = 0 as created`,
        [tenantId, learnerId, courseId, active],
      )
    return { enrolment: toEnrolmentRecord(row!.enrolment), created: row!.created }
  }

  /** A page of the enrolments of a course, by learner id. */
  async list(
    { tenantId, courseId }: CourseKey,
    { active, limit, after }: EnrolmentListing,
  ): Promise<readonly EnrolmentRecord[]> {
    const rows = await this.#clients.course({ tenantId, courseId }).query<{ enrolment: EnrolmentRow }>(
      `select ${enrolmentJson('e')} as enrolment from ${this.#schema}.enrolments e
       where e.tenant_id = $1 and e.course_id = $2 and e.learner_id > $3
         and ($4::boolean is null or e.active = $4::boolean)
       order by e.learner_id limit $5::int4`,
      [tenantId, courseId, after ?? '', active, limit],
    )
    return rows.map(({ enrolment }) => toEnrolmentRecord(enrolment))
  }

  async find({ tenantId, learnerId }: LearnerKey, courseId: string): Promise<Enrolment | null> {
    const [row] = await this.#clients.learner({ tenantId, learnerId }).query<{ attempt: number; active: boolean }>(
      `select attempt, active from ${this.#schema}.enrolments
       where tenant_id = $1 and learner_id = $2 and course_id = $3`,
      [tenantId, learnerId, courseId],
    )
    return row ? { courseId, attempt: row.attempt, active: row.active } : null
  }

  startAttempt(
    learner: LearnerKey,
    courseId: string,
    { reason, actorId, expected }: { reason: string; actorId: string; expected: number | null },
  ): Promise<{ attempt: AttemptRecord; created: boolean } | 'stale' | null> {
    const { tenantId, learnerId } = learner
    const key = [tenantId, learnerId, courseId]
    return this.#clients.learner(learner).transaction(async (runner) => {
      await lockLearner(runner, this.#schema, learner)
      const [enrolment] = await runner.query<{ attempt: number }>(
        `select attempt from ${this.#schema}.enrolments
         where tenant_id = $1 and learner_id = $2 and course_id = $3 for update`,
        key,
      )
      if (!enrolment) return null
      if (expected === enrolment.attempt) return { attempt: await this.#read(runner, key, expected), created: false }
      if (expected !== null && expected !== enrolment.attempt + 1) return 'stale'
      await runner.query(
        `insert into ${this.#schema}.attempts
           (tenant_id, learner_id, course_id, attempt, reason, started_by, started_at)
         values ($1, $2, $3, $4::int4, $5, $6, date_trunc('milliseconds', clock_timestamp()))`,
        [...key, enrolment.attempt + 1, reason, actorId],
      )
      await runner.query(
        `update ${this.#schema}.enrolments set attempt = $4::int4
         where tenant_id = $1 and learner_id = $2 and course_id = $3`,
        [...key, enrolment.attempt + 1],
      )
      return { attempt: await this.#read(runner, key, enrolment.attempt + 1), created: true }
    })
  }

  async #read(runner: SqlRunner, key: readonly string[], attempt: number): Promise<AttemptRecord> {
    const [row] = await runner.query<AttemptRow>(
      `select attempt, reason, ${epochMs('started_at')}::float8 as started_at from ${this.#schema}.attempts
       where tenant_id = $1 and learner_id = $2 and course_id = $3 and attempt = $4::int4`,
      [...key, attempt],
    )
    const { reason, started_at: startedAt } = row!
    return { courseId: key[2]!, learnerId: key[1]!, attempt, reason, startedAt: new Date(startedAt) }
  }
}
