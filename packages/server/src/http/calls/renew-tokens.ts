import { isOpaqueId, toSeconds } from '@enhancedhr/protocol'
import { tokensRequestSchema, type Renewal } from '@enhancedhr/protocol/wire'
import type { Answer, SignedInCall } from '../call.js'
import { isEntitledTo, lookUpLesson } from '../find-lesson.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { readJson } from '../read-json.js'
import { requireWatcher } from '../require-role.js'
import { tokenWindow } from '../token-window.js'

/** `POST /v1/tokens`: fresh tokens for a session that goes on. */
export async function renewTokens(call: SignedInCall): Promise<Answer> {
  const { caller, services, request } = call
  const { store } = services
  requireWatcher(caller)
  const { session_id: sessionId } = await readJson(request, tokensRequestSchema)
  if (!isOpaqueId(sessionId)) throw new LessonProblem('session_not_found')
  const headers = await services.limits.countRenewal(caller, sessionId)
  const session = await store.sessions.find(caller, sessionId)
  if (!session || session.ended) throw new LessonProblem('session_not_found')
  await services.limits.learn(caller, sessionId)
  // Whose session it is may know of its lesson.
  const found = await lookUpLesson(call, session.lesson.lessonId)
  if (!(await isEntitledTo(call, found))) {
    await store.sessions.end(caller, sessionId)
    throw new LessonProblem('entitlement_denied')
  }
  if (found.access.archived) throw new LessonProblem('lesson_not_found')
  if (session.attempt < session.currentAttempt) throw new LessonProblem('attempt_ended')
  if (session.lesson.media?.version !== session.mediaVersion) throw new LessonProblem('media_replaced')
  const window = tokenWindow(services, session.lesson)
  const playback = await services.playback.sign(session.playbackId)
  const renewed = await store.sessions.renew(caller, sessionId, window)
  if (!renewed) throw new LessonProblem('session_not_found')
  const renewal: Renewal = {
    session_id: renewed.sessionId,
    session_age: toSeconds(renewed.sessionAge),
    credit_window: toSeconds(window.lifetime + window.offlineAllowance),
    playback,
  }
  return { body: renewal, headers }
}
