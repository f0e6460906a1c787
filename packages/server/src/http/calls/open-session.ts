import { sessionRequestSchema, type Grant } from '@enhancedhr/protocol/wire'
import { toSeconds } from '@enhancedhr/protocol'
import type { Answer, SignedInCall } from '../call.js'
import { requireWatcher } from '../require-role.js'
import { findGrantedLesson, readyMedia } from '../find-lesson.js'
import { presentGrantedLesson } from '../../app/lessons/present-lesson.js'
import { presentLessonProgress } from '../../app/progress/present-progress.js'
import { readJson } from '../read-json.js'
import { tokenWindow } from '../token-window.js'

/** `POST /v1/sessions`: opens a watch session and answers the grant. */
export async function openSession(call: SignedInCall): Promise<Answer> {
  const { caller, services, request } = call
  requireWatcher(caller)
  const { lesson_id: lessonId, client } = await readJson(request, sessionRequestSchema)
  const headers = await services.limits.countGrant(caller)
  const { lesson } = await findGrantedLesson(call, lessonId)
  const media = readyMedia(lesson)
  // Signed first: when that fails, no session stands open.
  const playback = await services.playback.sign(media.playbackId)
  const window = tokenWindow(services, lesson)
  const session = await services.store.sessions.open(caller, lesson, client, window)
  await services.limits.learn(caller, session.sessionId)
  const grant: Grant = {
    session_id: session.sessionId,
    scope: session.scope,
    opened_at: session.openedAt.toISOString(),
    session_age: toSeconds(session.sessionAge),
    credit_window: toSeconds(window.lifetime + window.offlineAllowance),
    attempt: session.attempt,
    lesson: presentGrantedLesson(lesson, media, services.policies),
    playback,
    reporting: { every: services.reportEvery },
    progress: presentLessonProgress(lesson, session.progress),
  }
  return { body: grant, status: 201, headers }
}
