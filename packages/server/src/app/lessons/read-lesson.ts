import type { LessonResource } from '@enhancedhr/protocol/management'
import type { Lesson } from '@enhancedhr/protocol/wire'
import { findManagedLesson, lookUpLesson, requireGranted } from '../access/find-lesson.js'
import { manages } from '../access/manages.js'
import type { Read } from '../api-options.js'
import type { Actor, AppContext } from '../app-context.js'
import { toEtag } from '../etag.js'
import { toLearnerLesson } from './learner-lesson-resource.js'
import { toLessonResource } from './lesson-resource.js'

/** A lesson with the caller's own progress, for learners whom the host entitles and those who manage it; opens no session. */
export async function readLesson(
  app: AppContext,
  actor: Actor,
  id: string,
): Promise<{ readonly body: Lesson; readonly etag: string | null }> {
  const { caller } = actor
  const found = await lookUpLesson(app.store, caller, id)
  const { lesson, access } = found
  const isManager = manages(caller, access)
  if (!isManager) await requireGranted(app, actor, found)
  const progress = await app.store.progress.readLesson(caller, lesson, null)
  const poster = lesson.media ? await app.playback.poster(lesson.media.playbackId) : null
  const body = toLearnerLesson(lesson, progress, poster, app)
  if (!isManager) return { body, etag: null }
  return { body: { ...body, ...toLessonResource(lesson, app) }, etag: toEtag(lesson.revision) }
}

/** A lesson as those who manage it see it; nobody's progress is a part of it. */
export async function readLessonResource(
  app: AppContext,
  { caller }: Actor,
  id: string,
): Promise<Read<LessonResource>> {
  const { lesson } = await findManagedLesson(app.store, caller, id)
  return { resource: toLessonResource(lesson, app), etag: toEtag(lesson.revision) }
}
