import { toEtag } from '../../app/etag.js'
import { manages } from '../../app/access/manages.js'
import { presentLessonResource } from '../../app/lessons/present-resources.js'
import type { Answer, SignedInCall } from '../call.js'
import { lookUpLesson, requireGranted } from '../find-lesson.js'
import { presentLesson } from '../../app/lessons/present-lesson.js'

/** `GET /v1/lessons/:id`: for whom the host entitles to the lesson, and who manages it; opens no session. */
export async function readLesson(call: SignedInCall): Promise<Answer> {
  const { caller, services } = call
  const found = await lookUpLesson(call, call.params['id']!)
  const { lesson, access } = found
  const isManager = manages(caller, access)
  if (!isManager) await requireGranted(call, found)
  const progress = await services.store.progress.readLesson(caller, lesson, null)
  const poster = lesson.media ? await services.playback.poster(lesson.media.playbackId) : null
  const body = presentLesson(lesson, progress, poster)
  if (!isManager) return { body }
  return { body: { ...body, ...presentLessonResource(lesson) }, headers: { etag: toEtag(lesson.revision) } }
}
