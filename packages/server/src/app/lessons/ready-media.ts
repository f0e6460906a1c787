import type { LessonRecord, MediaVersion } from '../../core/records/lesson.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { lessonStatus } from './lesson-resource.js'

/** Seconds after which a lesson without a video is worth asking for again. */
const RETRY_AFTER = 30

/** A video whose duration is known: only then can playing be credited. */
export interface ReadyMedia extends MediaVersion {
  readonly duration: number
}

/** The lesson's video; 409 `lesson_not_ready` while no video can be played, or while its rule can never be met. */
export function readyMedia(lesson: LessonRecord): ReadyMedia {
  const { media } = lesson
  if (!media?.duration || lessonStatus(lesson) !== 'ready') {
    throw new LessonProblem('lesson_not_ready', { retryAfter: RETRY_AFTER })
  }
  return { ...media, duration: media.duration }
}
