import { isId } from '@enhancedhr/protocol'
import { lessonInputSchema } from '@enhancedhr/protocol/management'
import { manages } from '../../app/access/manages.js'
import { archiveLesson, putLesson } from '../../app/lessons/lesson-calls.js'
import { isPlaybackAllowed } from '../../app/playback-allowed.js'
import { askedPrecondition } from '../asked-precondition.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { Answer, SignedInCall } from '../call.js'
import { findManagedCourse } from '../find-course.js'
import { findManagedLesson } from '../find-lesson.js'
import { readJson } from '../read-json.js'
import { ownerIdOf, requireRole } from '../require-role.js'

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
  const known = isId(lessonId) ? await services.store.lessons.findFor(caller, lessonId) : null
  // An id that is taken cannot be hidden from somebody who would have made it.
  if (known && !manages(caller, known.access)) throw new LessonProblem('forbidden')
  if (input.course_id !== null) await findManagedCourse(call, input.course_id)
  else requireRole(caller, 'admin', 'service')
  const key = { tenantId: caller.tenantId, lessonId }
  const conditions = { expected: askedPrecondition(request), ownerId: ownerIdOf(caller) }
  const changed = await putLesson(services.api, key, input, conditions, (question) =>
    isPlaybackAllowed(services.playbackAllowed, { owner: caller, ...question }, call.context, services.logger),
  )
  return { body: changed.resource, status: changed.created ? 201 : 200, headers: { etag: changed.etag } }
}

/** `DELETE /v1/lessons/:id`: archives; no grants any more, evidence and verdicts stay. */
export async function deleteLesson(call: SignedInCall): Promise<Answer> {
  const { caller, services, request, params } = call
  requireRole(caller, 'course_owner', 'admin', 'service')
  const { lesson } = await findManagedLesson(call, params['id']!)
  const key = { tenantId: caller.tenantId, lessonId: lesson.lessonId }
  const { resource, etag } = await archiveLesson(services.api, key, {
    expected: askedPrecondition(request),
    ownerId: ownerIdOf(caller),
  })
  return { body: resource, headers: { etag } }
}
