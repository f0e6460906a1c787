import { toSeconds } from '@enhancedhr/protocol'
import type { Renewal } from '@enhancedhr/protocol/wire'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { SessionRecord } from '../../core/records/session.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { isEntitledTo, lookUpLesson } from '../access/find-lesson.js'
import { manages } from '../access/manages.js'
import type { Actor, AppContext } from '../app-context.js'
import { tokenWindow } from './token-window.js'

/** The learner's session, where it goes on; `session_not_found` otherwise. */
export async function findOpenSession(
  { store }: AppContext,
  learner: LearnerKey,
  sessionId: string,
): Promise<SessionRecord> {
  const session = await store.sessions.find(learner, sessionId)
  if (!session || session.ended) throw new LessonProblem('session_not_found')
  return session
}

/** Gives fresh tokens for a session that goes on; ends it where the host does not entitle the caller any more, and a preview where the caller does not manage the lesson. */
export async function renewTokens(app: AppContext, actor: Actor, session: SessionRecord): Promise<Renewal> {
  const { caller } = actor
  const { sessions } = app.store
  // Whoever has the session may know of its lesson.
  const found = await lookUpLesson(app.store, caller, session.lesson.lessonId)
  if (!(session.isPreview ? manages(caller, found.access) : await isEntitledTo(app, actor, found))) {
    await sessions.end(caller, session.sessionId)
    throw new LessonProblem('entitlement_denied')
  }
  if (found.access.archived) throw new LessonProblem('lesson_not_found')
  if (session.attempt < session.currentAttempt) throw new LessonProblem('attempt_ended')
  if (session.lesson.media?.version !== session.mediaVersion) throw new LessonProblem('media_replaced')
  const window = tokenWindow(app, session.lesson)
  const playback = await app.playback.sign(session.playbackId)
  const renewed = await sessions.renew(caller, session.sessionId, window)
  if (!renewed) throw new LessonProblem('session_not_found')
  return {
    session_id: renewed.sessionId,
    session_age: toSeconds(renewed.sessionAge),
    credit_window: toSeconds(window.lifetime + window.offlineAllowance),
    playback,
  }
}
