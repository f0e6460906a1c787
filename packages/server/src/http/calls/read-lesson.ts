import type { Answer, SignedInCall } from '../call.js'
import { findLesson, requireEntitled } from '../find-lesson.js'
import { LessonProblem } from '../lesson-problem.js'
import { presentLesson } from '../present-lesson.js'

/** `GET /v1/lessons/:id`: for whom the host entitles to the lesson; opens no session. */
export async function readLesson(call: SignedInCall): Promise<Answer> {
  const { caller, services } = call
  const lesson = await findLesson(call, call.params['id']!)
  if (lesson.archived) throw new LessonProblem('lesson_not_found')
  await requireEntitled(call, lesson)
  const progress = await services.store.readLessonProgress(caller, lesson, null)
  const poster = lesson.media ? await services.playback.poster(lesson.media.playbackId) : null
  return { body: presentLesson(lesson, progress, poster) }
}
