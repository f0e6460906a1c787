import { isId } from '@enhancedhr/protocol'
import { courseInputSchema } from '@enhancedhr/protocol/management'
import { manages } from '../../app/access/manages.js'
import { archiveCourse, putCourse } from '../../app/courses/course-calls.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { Answer, SignedInCall } from '../call.js'
import { askedPrecondition } from '../asked-precondition.js'
import { findManagedCourse } from '../find-course.js'
import { readJson } from '../read-json.js'
import { ownerIdOf, requireRole } from '../require-role.js'

/** `PUT /v1/courses/:id`: a course owner creates courses, and changes those that name them; admins and services any. */
export async function putCourseResource(call: SignedInCall): Promise<Answer> {
  const { caller, services, request, params } = call
  requireRole(caller, 'course_owner', 'admin', 'service')
  const courseId = params['id']!
  const known = isId(courseId) ? await services.store.courses.findFor(caller, courseId) : null
  // An id that is taken cannot be hidden from somebody who would have made it.
  if (known && !manages(caller, known.access)) throw new LessonProblem('forbidden')
  const input = await readJson(request, courseInputSchema)
  const key = { tenantId: caller.tenantId, courseId }
  const changed = await putCourse(services.api, key, input, {
    expected: askedPrecondition(request),
    ownerId: ownerIdOf(caller),
  })
  return { body: changed.resource, status: changed.created ? 201 : 200, headers: { etag: changed.etag } }
}

/** `DELETE /v1/courses/:id`: archives; no grants any more, evidence and verdicts stay. */
export async function deleteCourse(call: SignedInCall): Promise<Answer> {
  const { caller, services, request, params } = call
  requireRole(caller, 'course_owner', 'admin', 'service')
  const { courseId } = (await findManagedCourse(call, params['id']!)).course
  const key = { tenantId: caller.tenantId, courseId }
  const { resource, etag } = await archiveCourse(services.api, key, {
    expected: askedPrecondition(request),
    ownerId: ownerIdOf(caller),
  })
  return { body: resource, headers: { etag } }
}
