import {
  attemptInputSchema,
  enrolmentQuerySchema,
  learnerQuerySchema,
  resultInputSchema,
  verdictInputSchema,
  waiversInputSchema,
} from '@enhancedhr/protocol/management'
import { putCourseVerdict, putLessonVerdict } from '../../app/learners/decide-verdict.js'
import { listEnrolments, listLearners } from '../../app/learners/list-learners.js'
import { putEnrolment } from '../../app/learners/put-enrolment.js'
import type { Recorded } from '../../app/learners/recorded.js'
import { recordWaivers } from '../../app/learners/record-waivers.js'
import { putAssessmentResult, putQuizResult } from '../../app/learners/results.js'
import { startAttempt } from '../../app/learners/start-attempt.js'
import { readShape } from '../../problems/read-shape.js'
import { readJson } from '../request/read-json.js'
import { readFlag, readTexts, readWholeNumber } from '../request/read-query.js'
import type { Answer, SignedInContext } from '../request-context.js'

/** `PUT /v1/courses/:id/enrolments/:learner_id`. */
export function handlePutEnrolment(context: SignedInContext): Promise<Answer> {
  return enrol(context, true)
}

/** `DELETE /v1/courses/:id/enrolments/:learner_id`. */
export function handleEndEnrolment(context: SignedInContext): Promise<Answer> {
  return enrol(context, false)
}

async function enrol(context: SignedInContext, active: boolean): Promise<Answer> {
  const { services, params } = context
  return recorded(await putEnrolment(services, context, params['id']!, { learnerId: params['learner_id']!, active }))
}

/** `POST /v1/courses/:id/attempts`. */
export async function handleStartAttempt(context: SignedInContext): Promise<Answer> {
  const input = await readJson(context.request, attemptInputSchema)
  return recorded(await startAttempt(context.services, context, context.params['id']!, input))
}

/** `PUT /v1/lessons/:id/quiz-results/:learner_id`. */
export async function handlePutQuizResult(context: SignedInContext): Promise<Answer> {
  const { request, services, params } = context
  const input = await readJson(request, resultInputSchema)
  return recorded(await putQuizResult(services, context, params['id']!, params['learner_id']!, input))
}

/** `PUT /v1/courses/:id/assessment-results/:learner_id`. */
export async function handlePutAssessmentResult(context: SignedInContext): Promise<Answer> {
  const { request, services, params } = context
  const input = await readJson(request, resultInputSchema)
  return recorded(await putAssessmentResult(services, context, params['id']!, params['learner_id']!, input))
}

/** `PUT /v1/lessons/:id/verdicts/:learner_id`. */
export async function handlePutLessonVerdict(context: SignedInContext): Promise<Answer> {
  const { request, services, params } = context
  const input = await readJson(request, verdictInputSchema)
  return { body: await putLessonVerdict(services, context, params['id']!, params['learner_id']!, input) }
}

/** `PUT /v1/courses/:id/verdicts/:learner_id`. */
export async function handlePutCourseVerdict(context: SignedInContext): Promise<Answer> {
  const { request, services, params } = context
  const input = await readJson(request, verdictInputSchema)
  return { body: await putCourseVerdict(services, context, params['id']!, params['learner_id']!, input) }
}

/** `GET /v1/courses/:id/learners`. */
export async function handleListLearners(context: SignedInContext): Promise<Answer> {
  const { url, services, params } = context
  const query = readShape(learnerQuerySchema, { ...readTexts(url, 'search', 'status', 'cursor'), ...readLimit(url) })
  return { body: await listLearners(services, context, params['id']!, query) }
}

/** `GET /v1/courses/:id/enrolments`. */
export async function handleListEnrolments(context: SignedInContext): Promise<Answer> {
  const { url, services, params } = context
  const active = readFlag(url, 'active')
  const query = readShape(enrolmentQuerySchema, {
    ...readTexts(url, 'cursor'),
    ...readLimit(url),
    ...(active !== null && { active }),
  })
  return { body: await listEnrolments(services, context, params['id']!, query) }
}

/** `POST /v1/courses/:id/waivers`. */
export async function handleRecordWaivers(context: SignedInContext): Promise<Answer> {
  const input = await readJson(context.request, waiversInputSchema)
  return { body: await recordWaivers(context.services, context, context.params['id']!, input) }
}

function recorded({ resource, created }: Recorded<unknown>): Answer {
  return { body: resource, status: created ? 201 : 200 }
}

function readLimit(url: URL): { readonly limit?: number } {
  const limit = readWholeNumber(url, 'limit')
  return limit === null ? {} : { limit }
}
