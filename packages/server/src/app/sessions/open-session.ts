import { toSeconds } from '@enhancedhr/protocol'
import type { Grant, sessionRequestSchema } from '@enhancedhr/protocol/wire'
import type * as z from 'zod/mini'
import type { LessonAccess } from '../../core/records/access-facts.js'
import { findManagedLesson, lookUpLesson, requireGranted } from '../access/find-lesson.js'
import { requireWatcher } from '../access/require-role.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { Actor, AppContext } from '../app-context.js'
import { toGrantedLesson } from '../lessons/learner-lesson-resource.js'
import { playableMedia, readyMedia } from '../lessons/ready-media.js'
import { toLessonProgressResource } from '../progress/progress-resource.js'
import { tokenWindow } from './token-window.js'

/**
 * Opens a watch session on a lesson that the host entitles the caller to, and answers the grant.
 *
 * A preview is for those who manage the lesson: it plays whatever can be played, lets them seek anywhere, and records nothing.
 */
export async function openSession(
  app: AppContext,
  actor: Actor,
  { lesson_id: lessonId, client, preview: isPreview = false }: z.output<typeof sessionRequestSchema>,
): Promise<Grant> {
  const { caller } = actor
  requireWatcher(caller)
  const found = await findWatchable(app, actor, lessonId, isPreview)
  const { lesson } = found
  const media = isPreview ? playableMedia(lesson) : readyMedia(lesson, app)
  const granted = toGrantedLesson(found, media, app.policies)
  // Signed first: when that fails, no session is left open.
  const playback = await app.playback.sign(media.playbackId)
  const window = tokenWindow(app, lesson)
  const session = await app.store.sessions.open(caller, lesson, client, window, { isPreview })
  return {
    session_id: session.sessionId,
    scope: session.scope,
    opened_at: session.openedAt.toISOString(),
    session_age: toSeconds(session.sessionAge),
    credit_window: toSeconds(window.lifetime + window.offlineAllowance),
    attempt: session.attempt,
    lesson: isPreview ? { ...granted, seek_policy: 'free' } : granted,
    playback,
    reporting: { every: app.reportEvery, ...(isPreview && { record: false }) },
    progress: toLessonProgressResource(lesson, session.progress),
  }
}

async function findWatchable(
  app: AppContext,
  actor: Actor,
  lessonId: string,
  isPreview: boolean,
): Promise<LessonAccess> {
  if (isPreview) {
    const found = await findManagedLesson(app.store, actor.caller, lessonId)
    if (found.access.archived) throw new LessonProblem('lesson_not_found')
    return found
  }
  const found = await lookUpLesson(app.store, actor.caller, lessonId)
  await requireGranted(app, actor, found)
  return found
}
