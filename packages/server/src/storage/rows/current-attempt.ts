import type { LearnerScope } from '../database/scope.js'

/** SQL of a learner's current attempt of a course; 1 where there is no enrolment. The statement's $1 and $2 name the learner. */
export function currentAttempt(schema: string, courseId: string): string {
  return `coalesce((select e.attempt from ${schema}.enrolments e
    where e.tenant_id = $1 and e.learner_id = $2 and e.course_id = ${courseId}), 1)`
}

/** Reads the learner's current attempt of a course, 1 where there is no enrolment. */
export async function readCurrentAttempt(
  { schema, tenantId, learnerId, query }: LearnerScope,
  courseId: string | null,
): Promise<number> {
  const [row] = await query<{ attempt: number }>(`select ${currentAttempt(schema, '$3')} as attempt`, [
    tenantId,
    learnerId,
    courseId,
  ])
  return row!.attempt
}
