import { lockKnownLearner } from '../database/learner-lock.js'
import type { Scope } from '../database/scope.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { evaluateCompletion } from './evaluate-completion.js'

/** Learners that one call evaluates, so that it never takes long. */
const LEARNERS_PER_CALL = 200

interface SweepRow {
  readonly tenant_id: string
  readonly course_id: string
  readonly lesson_id: string
  readonly after_learner: string
  readonly queued_at: string
}

/**
 * Evaluates a page of learners of the oldest queued change, each in a separate transaction.
 *
 * How far it came is kept with the queue, so any process goes on; two at once evaluate somebody twice, which changes nothing.
 */
export async function evaluateDue(unit: UnitOfWork): Promise<{ evaluated: number } | null> {
  const platform = unit.platform()
  const { schema } = platform
  const [row] = await platform.query<{ [Name in keyof SweepRow]: SweepRow[Name] }>(
    `select tenant_id, course_id, lesson_id, after_learner, queued_at::text as queued_at from ${schema}.verdict_sweeps
     order by queued_at, tenant_id, course_id, lesson_id limit 1`,
  )
  if (!row) return null
  const learners = await readLearners(platform, row)
  for (const { learner_id: learnerId, attempts } of learners) {
    await unit.transaction(async (transaction) => {
      const learner = transaction.learner({ tenantId: row.tenant_id, learnerId })
      if (!(await lockKnownLearner(learner))) return
      for (const attempt of attempts) {
        await evaluateCompletion(learner, {
          attempt,
          lessonId: row.lesson_id || null,
          courseId: row.course_id || null,
        })
      }
    })
  }
  await advance(platform, row, learners.at(-1)?.learner_id ?? null, learners.length === LEARNERS_PER_CALL)
  return { evaluated: learners.length }
}

/** Everyone who has progress in the lesson, or in any lesson of the course, or a result of its assessment. */
async function readLearners(
  { schema, query }: Scope,
  { tenant_id: tenantId, course_id: courseId, lesson_id: lessonId, after_learner: after }: SweepRow,
): Promise<readonly { learner_id: string; attempts: readonly number[] }[]> {
  const inLesson = `select p.learner_id, p.attempt from ${schema}.lesson_progress p
    where p.tenant_id = $1 and p.lesson_id = $2 and p.learner_id > $3`
  const inCourse = `select p.learner_id, p.attempt from ${schema}.lessons l
      join ${schema}.lesson_progress p on p.tenant_id = $1 and p.lesson_id = l.lesson_id and p.learner_id > $3
      where l.tenant_id = $1 and l.course_id = $2
    union all select r.learner_id, r.attempt from ${schema}.assessment_results r
      where r.tenant_id = $1 and r.course_id = $2 and r.learner_id > $3`
  return query<{ learner_id: string; attempts: readonly number[] }>(
    `select taken.learner_id, jsonb_agg(distinct taken.attempt) as attempts
     from (${lessonId ? inLesson : inCourse}) taken
     group by taken.learner_id order by taken.learner_id limit ${LEARNERS_PER_CALL.toString()}`,
    [tenantId, lessonId || courseId, after],
  )
}

/** Only where nobody queued the change again meanwhile. */
async function advance({ schema, query }: Scope, row: SweepRow, last: string | null, hasMore: boolean): Promise<void> {
  const key = [row.tenant_id, row.course_id, row.lesson_id, row.queued_at]
  const where = `tenant_id = $1 and course_id = $2 and lesson_id = $3
    and queued_at = $4::timestamptz`
  if (hasMore && last !== null) {
    await query(`update ${schema}.verdict_sweeps set after_learner = $5 where ${where}`, [...key, last])
  } else {
    await query(`delete from ${schema}.verdict_sweeps where ${where}`, key)
  }
}
