import { isId } from '@enhancedhr/protocol'
import type { CourseAccess } from '../../core/records/access-facts.js'
import type { CourseRecord } from '../../core/records/course.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { Records } from '../../storage/store.js'
import type { Caller } from '../caller.js'
import { manages } from './manages.js'
import { mayKnowOf } from './may-know-of.js'
import { managesAll, requireManager } from './require-role.js'

/** The course, where the caller may know of it; unknown, another tenant's and a stranger's are alike: 404. */
export async function findCourse({ courses }: Records, caller: Caller, courseId: string): Promise<CourseAccess> {
  const found = isId(courseId) ? await courses.findFor(caller, courseId) : null
  if (!found || !mayKnowOf(caller, found.access)) throw new LessonProblem('course_not_found')
  return found
}

/** The course, where the caller manages it; 403 `forbidden` for those who may only know of it. */
export async function findManagedCourse(records: Records, caller: Caller, courseId: string): Promise<CourseAccess> {
  const found = await findCourse(records, caller, courseId)
  if (!manages(caller, found.access)) throw new LessonProblem('forbidden')
  return found
}

/**
 * The same inside a transaction that changes something: whoever owns the course now owns it until the transaction ends.
 *
 * Admins and services own nothing that could be taken from them, so nothing is locked for them.
 */
export async function holdManagedCourse(records: Records, caller: Caller, courseId: string): Promise<CourseRecord> {
  requireManager(caller)
  const key = { tenantId: caller.tenantId, courseId }
  if (managesAll(caller)) {
    const course = isId(courseId) ? await records.courses.find(key) : null
    if (!course) throw new LessonProblem('course_not_found')
    return course
  }
  // Locked before it is read, so that what is read stays true.
  if (isId(courseId)) await records.courses.holdOwner(key, caller.learnerId)
  return (await findManagedCourse(records, caller, courseId)).course
}
