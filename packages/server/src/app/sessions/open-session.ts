import { toSeconds } from '@enhancedhr/protocol'
import type { Grant, sessionRequestSchema } from '@enhancedhr/protocol/wire'
import type * as z from 'zod/mini'
import { lookUpLesson, requireGranted } from '../access/find-lesson.js'
import { requireWatcher } from '../access/require-role.js'
import type { Actor, AppContext } from '../app-context.js'
import { toGrantedLesson } from '../lessons/learner-lesson-resource.js'
import { readyMedia } from '../lessons/ready-media.js'
import { toLessonProgressResource } from '../progress/progress-resource.js'
import { tokenWindow } from './token-window.js'

/** Opens a watch session on a lesson that the host entitles the caller to, and answers the grant. */
export async function openSession(
  app: AppContext,
  actor: Actor,
  { lesson_id: lessonId, client }: z.output<typeof sessionRequestSchema>,
): Promise<Grant> {
  const { caller } = actor
  requireWatcher(caller)
  const found = await lookUpLesson(app.store, caller, lessonId)
  await requireGranted(app, actor, found)
  const { lesson } = found
  const media = readyMedia(lesson)
  // Signed first: when that fails, no session is left open.
  const playback = await app.playback.sign(media.playbackId)
  const window = tokenWindow(app, lesson)
  const session = await app.store.sessions.open(caller, lesson, client, window)
  return {
    session_id: session.sessionId,
    scope: session.scope,
    opened_at: session.openedAt.toISOString(),
    session_age: toSeconds(session.sessionAge),
    credit_window: toSeconds(window.lifetime + window.offlineAllowance),
    attempt: session.attempt,
    lesson: toGrantedLesson(found, media, app.policies),
    playback,
    reporting: { every: app.reportEvery },
    progress: toLessonProgressResource(lesson, session.progress),
  }
}
