import { toEtag } from '../../app/etag.js'
import { presentLessonResource } from '../../app/lessons/present-resources.js'
import type { Answer, SignedInCall } from '../call.js'
import { findLesson, requireEntitled, requireTaught } from '../find-lesson.js'
import { presentLesson } from '../../app/lessons/present-lesson.js'
import { manages } from '../require-role.js'

/** `GET /v1/lessons/:id`: for whom the host entitles to the lesson, and who manages it; opens no session. */
export async function readLesson(call: SignedInCall): Promise<Answer> {
  const { caller, services } = call
  const lesson = await findLesson(call, call.params['id']!)
  const isManager = await manages(call, lesson.courseId)
  if (!isManager) {
    await requireTaught(call, lesson)
    await requireEntitled(call, lesson)
  }
  const progress = await services.store.readLessonProgress(caller, lesson, null)
  const poster = lesson.media ? await services.playback.poster(lesson.media.playbackId) : null
  const body = presentLesson(lesson, progress, poster)
  if (!isManager) return { body }
  return { body: { ...body, ...presentLessonResource(lesson) }, headers: { etag: toEtag(lesson.revision) } }
}
