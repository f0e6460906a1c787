import { isId } from '@enhancedhr/protocol'
import { lessonInputSchema } from '@enhancedhr/protocol/management'
import { archiveLesson, putLesson } from '../../app/lessons/lesson-calls.js'
import { askedPrecondition } from '../asked-precondition.js'
import type { Answer, SignedInCall } from '../call.js'
import { findCourse, findLesson } from '../find-lesson.js'
import { readJson } from '../read-json.js'
import { ownerIdOf, requireManager, requireRole } from '../require-role.js'

/**
 * `PUT /v1/lessons/:id`: by who manages the course that the lesson is in, and the one it shall be in.
 *
 * A lesson without a course is an admin's or a service's.
 */
export async function putLessonResource(call: SignedInCall): Promise<Answer> {
  const { caller, services, request, params } = call
  requireRole(caller, 'course_owner', 'admin', 'service')
  const lessonId = params['id']!
  const input = await readJson(request, lessonInputSchema)
  const known = isId(lessonId) ? await services.store.findLesson(caller.tenantId, lessonId) : null
  if (known) await requireManager(call, known.courseId)
  if (input.course_id !== null) await findCourse(call, input.course_id)
  await requireManager(call, input.course_id)
  const key = { tenantId: caller.tenantId, lessonId }
  const changed = await putLesson(services.api, key, input, {
    expected: askedPrecondition(request),
    ownerId: ownerIdOf(caller),
  })
  return { body: changed.resource, status: changed.created ? 201 : 200, headers: { etag: changed.etag } }
}

/** `DELETE /v1/lessons/:id`: archives; no grants any more, evidence and verdicts stay. */
export async function deleteLesson(call: SignedInCall): Promise<Answer> {
  const { caller, services, request, params } = call
  requireRole(caller, 'course_owner', 'admin', 'service')
  const lesson = await findLesson(call, params['id']!)
  await requireManager(call, lesson.courseId)
  const key = { tenantId: caller.tenantId, lessonId: lesson.lessonId }
  const { resource, etag } = await archiveLesson(services.api, key, {
    expected: askedPrecondition(request),
    ownerId: ownerIdOf(caller),
  })
  return { body: resource, headers: { etag } }
}
