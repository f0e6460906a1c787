import type { LessonRecord, MediaVersion } from '../../core/records/lesson.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { lessonStatus, type StatusRules } from './lesson-resource.js'

/** Seconds after which a lesson without a video is worth asking for again. */
const RETRY_AFTER = 30

/** A video whose duration is known: only then can playing be credited. */
export interface ReadyMedia extends MediaVersion {
  readonly duration: number
}

/** The lesson's video, whatever else is in the way of watching it; 409 `lesson_not_ready` without one. */
export function playableMedia({ media }: LessonRecord): ReadyMedia {
  if (!media?.duration) throw new LessonProblem('lesson_not_ready', { retryAfter: RETRY_AFTER })
  return { ...media, duration: media.duration }
}

/** The lesson's video; 409 `lesson_not_ready` while no video can be played, while its rule can never be met, or while captions are missing. */
export function readyMedia(lesson: LessonRecord, rules: StatusRules): ReadyMedia {
  if (lessonStatus(lesson, rules) !== 'ready') throw new LessonProblem('lesson_not_ready', { retryAfter: RETRY_AFTER })
  return playableMedia(lesson)
}
