import {
  attemptInputSchema,
  resultInputSchema,
  verdictInputSchema,
  waiversInputSchema,
} from '@enhancedhr/protocol/management'
import * as learners from '../../app/learners/learner-calls.js'
import * as lists from '../../app/learners/list-learners.js'
import { recordWaivers as waive } from '../../app/learners/record-waivers.js'
import type { Answer, SignedInCall } from '../call.js'
import { findManagedCourse } from '../find-course.js'
import { findManagedLesson } from '../find-lesson.js'
import { readJson } from '../read-json.js'
import { readFlag, readTexts, readWholeNumber } from '../read-query.js'
import { requireRole } from '../require-role.js'

/** `PUT /v1/courses/:id/enrolments/:learner_id`: by who manages the course. */
export function putEnrolment(call: SignedInCall): Promise<Answer> {
  return enrol(call, true)
}

/** `DELETE /v1/courses/:id/enrolments/:learner_id`: ends the enrolment; what was earned stays. */
export function deleteEnrolment(call: SignedInCall): Promise<Answer> {
  return enrol(call, false)
}

async function enrol(call: SignedInCall, active: boolean): Promise<Answer> {
  const key = await managedCourse(call)
  const { resource, created } = await learners.putEnrolment(call.services.api, key, call.params['learner_id']!, active)
  return { body: resource, status: created ? 201 : 200 }
}

/** `POST /v1/courses/:id/attempts`: the next attempt, from nothing; by who manages the course. */
export async function startAttempt(call: SignedInCall): Promise<Answer> {
  const { caller, services, request } = call
  const key = await managedCourse(call)
  const input = await readJson(request, attemptInputSchema)
  const { resource, created } = await learners.startAttempt(services.api, key, input, caller.learnerId)
  return { body: resource, status: created ? 201 : 200 }
}

/** `PUT /v1/lessons/:id/quiz-results/:learner_id`: by admins and services; nobody reports his own. */
export async function putQuizResult(call: SignedInCall): Promise<Answer> {
  const { caller, services, request, params } = call
  requireRole(caller, 'admin', 'service')
  const { lessonId } = (await findManagedLesson(call, params['id']!)).lesson
  const input = await readJson(request, resultInputSchema)
  const key = { tenantId: caller.tenantId, lessonId }
  const { resource, created } = await learners.putQuizResult(services.api, key, params['learner_id']!, input)
  return { body: resource, status: created ? 201 : 200 }
}

/** `PUT /v1/courses/:id/assessment-results/:learner_id`: by admins and services. */
export async function putAssessmentResult(call: SignedInCall): Promise<Answer> {
  const { caller, services, request, params } = call
  requireRole(caller, 'admin', 'service')
  const { courseId } = (await findManagedCourse(call, params['id']!)).course
  const input = await readJson(request, resultInputSchema)
  const key = { tenantId: caller.tenantId, courseId }
  const { resource, created } = await learners.putAssessmentResult(services.api, key, params['learner_id']!, input)
  return { body: resource, status: created ? 201 : 200 }
}

/** `PUT /v1/lessons/:id/verdicts/:learner_id`: an admin waives or revokes; recorded. */
export async function putLessonVerdict(call: SignedInCall): Promise<Answer> {
  const { caller, services, request, params } = call
  requireRole(caller, 'admin')
  const { lessonId } = (await findManagedLesson(call, params['id']!)).lesson
  const input = await readJson(request, verdictInputSchema)
  const key = { tenantId: caller.tenantId, lessonId }
  const learnerId = params['learner_id']!
  return { body: await learners.putLessonVerdict(services.api, key, learnerId, input, caller.learnerId) }
}

/** `PUT /v1/courses/:id/verdicts/:learner_id`: an admin waives or revokes; recorded. */
export async function putCourseVerdict(call: SignedInCall): Promise<Answer> {
  const { caller, services, request, params } = call
  requireRole(caller, 'admin')
  const { courseId } = (await findManagedCourse(call, params['id']!)).course
  const input = await readJson(request, verdictInputSchema)
  const key = { tenantId: caller.tenantId, courseId }
  const learnerId = params['learner_id']!
  return { body: await learners.putCourseVerdict(services.api, key, learnerId, input, caller.learnerId) }
}

/** `GET /v1/courses/:id/learners`: by who manages the course. */
export async function listLearners(call: SignedInCall): Promise<Answer> {
  const key = await managedCourse(call)
  const query = { ...readTexts(call.url, 'search', 'status', 'cursor'), ...askedLimit(call.url) }
  return { body: await lists.listLearners(call.services.api, key, query) }
}

/** `GET /v1/courses/:id/enrolments`: by who manages the course. */
export async function listEnrolments(call: SignedInCall): Promise<Answer> {
  const key = await managedCourse(call)
  const active = readFlag(call.url, 'active')
  const query = { ...readTexts(call.url, 'cursor'), ...askedLimit(call.url), ...(active !== null && { active }) }
  return { body: await lists.listEnrolments(call.services.api, key, query) }
}

/** `POST /v1/courses/:id/waivers`: completions that were earned elsewhere; by admins and services. */
export async function recordWaivers(call: SignedInCall): Promise<Answer> {
  const { caller, services, request, params } = call
  requireRole(caller, 'admin', 'service')
  const { courseId } = (await findManagedCourse(call, params['id']!)).course
  const input = await readJson(request, waiversInputSchema)
  const key = { tenantId: caller.tenantId, courseId }
  return { body: await waive(services.api, key, input, caller.learnerId) }
}

function askedLimit(url: URL): { readonly limit?: number } {
  const limit = readWholeNumber(url, 'limit')
  return limit === null ? {} : { limit }
}

async function managedCourse(call: SignedInCall): Promise<{ tenantId: string; courseId: string }> {
  requireRole(call.caller, 'course_owner', 'admin', 'service')
  const { courseId } = (await findManagedCourse(call, call.params['id']!)).course
  return { tenantId: call.caller.tenantId, courseId }
}
