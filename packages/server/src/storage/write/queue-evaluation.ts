import type { TenantScope } from '../database/scope.js'

/** What changed: a lesson (with its course, if it is in one), or a course. */
interface ChangedSubject {
  readonly courseId: string | null
  readonly lessonId: string | null
}

/** Queues an evaluation of everyone who takes a lesson or course; one that is under way starts again from the first learner. */
export async function queueEvaluation(
  { schema, tenantId, query }: TenantScope,
  { courseId, lessonId }: ChangedSubject,
): Promise<void> {
  await query(
    `insert into ${schema}.verdict_sweeps (tenant_id, course_id, lesson_id) values ($1, $2, $3)
     on conflict (tenant_id, course_id, lesson_id) do update set after_learner = '', queued_at = now()`,
    [tenantId, courseId ?? '', lessonId ?? ''],
  )
}
