import { isId } from '@enhancedhr/protocol'
import { manages } from '../app/access/manages.js'
import { mayKnowOf } from '../app/access/may-know-of.js'
import type { CourseAccess } from '../core/records/access-facts.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import type { SignedInCall } from './call.js'

/** The course, where the caller may know of it; unknown, another tenant's and a stranger's are alike: 404. */
export async function findCourse({ caller, services }: SignedInCall, courseId: string): Promise<CourseAccess> {
  const found = isId(courseId) ? await services.store.courses.findFor(caller, courseId) : null
  if (!found || !mayKnowOf(caller, found.access)) throw new LessonProblem('course_not_found')
  return found
}

/** The course, where the caller manages it; 403 `forbidden` for those who may only know of it. */
export async function findManagedCourse(call: SignedInCall, courseId: string): Promise<CourseAccess> {
  const found = await findCourse(call, courseId)
  if (!manages(call.caller, found.access)) throw new LessonProblem('forbidden')
  return found
}
