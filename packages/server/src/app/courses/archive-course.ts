import { isId } from '@enhancedhr/protocol'
import type { CourseResource } from '@enhancedhr/protocol/management'
import type { Precondition } from '../../core/records/revision.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { findManagedCourse } from '../access/find-course.js'
import { ownerIdOf, requireManager } from '../access/require-role.js'
import type { Changed } from '../api-options.js'
import type { Actor, AppContext } from '../app-context.js'
import { demandChange } from '../demand-change.js'
import { toEtag } from '../etag.js'
import { toCourseResource } from './course-resource.js'

/** Archives a course: no grants any more, evidence and verdicts stay. */
export async function archiveCourse(
  { store }: AppContext,
  { caller }: Actor,
  courseId: string,
  expected: Precondition,
): Promise<Changed<CourseResource>> {
  requireManager(caller)
  if (!isId(courseId)) throw new LessonProblem('course_not_found')
  const key = { tenantId: caller.tenantId, courseId }
  return store.transaction(async (records) => {
    const outcome = await records.courses.archive(key, { expected, ownerId: ownerIdOf(caller) })
    if (outcome === null) throw new LessonProblem('course_not_found')
    // A stranger must not learn that it exists.
    if (outcome === 'forbidden') await findManagedCourse(records, caller, courseId)
    demandChange(outcome)
    const archived = (await records.courses.find(key))!
    const resource = toCourseResource(archived, await records.lessons.list(key))
    return { resource, etag: toEtag(archived.revision), created: false }
  })
}
