import { enrolmentJson, type EnrolmentRow, toEnrolmentRecord } from '../rows/enrolment-row.js'
import { epochMs } from '../rows/epoch-ms.js'
import { lockLearner } from '../database/learner-lock.js'
import type { CourseKey } from '../../core/records/course.js'
import type { CourseLearner, EnrolmentListing, LearnerListing } from '../../core/records/course-learner.js'
import type { AttemptRecord, Enrolment, EnrolmentRecord } from '../../core/records/enrolment.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { LearnerScope } from '../database/scope.js'
import type { SqlRow } from '../database/sql-client.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { writeEnrolment } from '../write/write-enrolment.js'
import { readCourseLearners } from './course-learners.js'
import { insertAttempt } from './insert-attempt.js'
import type { Learners } from './learners.js'

interface AttemptRow extends SqlRow {
  readonly attempt: number
  readonly reason: string
  readonly started_at: number
}

export class SqlLearners implements Learners {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  async putEnrolment({
    tenantId,
    learnerId,
    courseId,
    active,
  }: LearnerKey & { courseId: string; active: boolean }): Promise<{ enrolment: EnrolmentRecord; created: boolean }> {
    const learner = this.#unit.learner({ tenantId, learnerId })
    const written = await writeEnrolment(learner, courseId, { active })
    if (written) return { enrolment: toEnrolmentRecord(written.enrolment), created: written.created }
    // As it was already; a separate statement, which sees what another one wrote while this one waited for it.
    const { schema, query } = learner
    const [row] = await query<{ enrolment: EnrolmentRow }>(
      `select ${enrolmentJson('e')} as enrolment from ${schema}.enrolments e
       where e.tenant_id = $1 and e.learner_id = $2 and e.course_id = $3`,
      [tenantId, learnerId, courseId],
    )
    return { enrolment: toEnrolmentRecord(row!.enrolment), created: false }
  }

  list(course: CourseKey, listing: LearnerListing): Promise<readonly CourseLearner[]> {
    return readCourseLearners(this.#unit.course(course), listing)
  }

  async listEnrolments(
    course: CourseKey,
    { active, limit, after }: EnrolmentListing,
  ): Promise<readonly EnrolmentRecord[]> {
    const { schema, tenantId, courseId, query } = this.#unit.course(course)
    const rows = await query<{ enrolment: EnrolmentRow }>(
      `select ${enrolmentJson('e')} as enrolment from ${schema}.enrolments e
       where e.tenant_id = $1 and e.course_id = $2 and e.learner_id > $3
         and ($4::boolean is null or e.active = $4::boolean)
       order by e.learner_id limit $5::int4`,
      [tenantId, courseId, after ?? '', active, limit],
    )
    return rows.map(({ enrolment }) => toEnrolmentRecord(enrolment))
  }

  async findEnrolment(key: LearnerKey, courseId: string): Promise<Enrolment | null> {
    const { schema, tenantId, learnerId, query } = this.#unit.learner(key)
    const [row] = await query<{ attempt: number; active: boolean }>(
      `select attempt, active from ${schema}.enrolments
       where tenant_id = $1 and learner_id = $2 and course_id = $3`,
      [tenantId, learnerId, courseId],
    )
    return row ? { courseId, attempt: row.attempt, active: row.active } : null
  }

  startAttempt(
    learnerKey: LearnerKey,
    courseId: string,
    { reason, actorId, expected }: { reason: string; actorId: string; expected: number | null },
  ): Promise<{ attempt: AttemptRecord; created: boolean } | 'stale' | null> {
    const key = [learnerKey.tenantId, learnerKey.learnerId, courseId]
    return this.#unit.transaction(async (unit) => {
      const learner = unit.learner(learnerKey)
      const { schema, query } = learner
      await lockLearner(learner)
      const [enrolment] = await query<{ attempt: number }>(
        `select attempt from ${schema}.enrolments
         where tenant_id = $1 and learner_id = $2 and course_id = $3 for update`,
        key,
      )
      if (!enrolment) return null
      if (expected === enrolment.attempt) return { attempt: await readAttempt(learner, key, expected), created: false }
      if (expected !== null && expected !== enrolment.attempt + 1) return 'stale'
      await insertAttempt(learner, courseId, { attempt: enrolment.attempt + 1, reason, actorId })
      await query(
        `update ${schema}.enrolments set attempt = $4::int4
         where tenant_id = $1 and learner_id = $2 and course_id = $3`,
        [...key, enrolment.attempt + 1],
      )
      return { attempt: await readAttempt(learner, key, enrolment.attempt + 1), created: true }
    })
  }
}

async function readAttempt(
  { schema, query }: LearnerScope,
  key: readonly string[],
  attempt: number,
): Promise<AttemptRecord> {
  const [row] = await query<AttemptRow>(
    `select attempt, reason, ${epochMs('started_at')}::float8 as started_at from ${schema}.attempts
       where tenant_id = $1 and learner_id = $2 and course_id = $3 and attempt = $4::int4`,
    [...key, attempt],
  )
  const { reason, started_at: startedAt } = row!
  return { courseId: key[2]!, learnerId: key[1]!, attempt, reason, startedAt: new Date(startedAt) }
}
