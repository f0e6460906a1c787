import { judgeCompletion, resumePoint, toSecondPairs, toSeconds, coveredMilliseconds } from '@enhancedhr/protocol'
import type { CourseProgress, LessonProgress } from '@enhancedhr/protocol/wire'
import type { CourseProgressRecord, LessonProgressRecord, LessonRecord } from '../storage/lesson-store.js'

/** Writes a learner's standing in a lesson as every call tells it; a verdict stands, whatever the numbers say later. */
export function presentLessonProgress(lesson: LessonRecord, progress: LessonProgressRecord): LessonProgress {
  const duration = lesson.media?.duration ?? null
  const { percentTenths, requirements } = judgeLesson(lesson, progress)
  return {
    attempt: progress.attempt,
    position: toSeconds(resumePoint(progress.position, duration)),
    watched_segments: toSecondPairs(progress.watched),
    watched_seconds: toSeconds(coveredMilliseconds(progress.watched)),
    playing_time: toSeconds(progress.playingTime),
    percent: percentTenths / 10,
    completed: progress.completedAt !== null,
    completed_at: progress.completedAt?.toISOString() ?? null,
    media_version: progress.mediaVersion,
    requirements: requirements.map(({ kind, met }) => ({ kind, met })),
  }
}

/** Writes a learner's standing in a course. */
export function presentCourseProgress(progress: CourseProgressRecord): CourseProgress {
  const required = progress.lessons.filter(({ lesson }) => lesson.required)
  const tenths = required.map((entry) => judgeLesson(entry.lesson, entry.progress).percentTenths)
  return {
    attempt: progress.attempt,
    completed: progress.completedAt !== null,
    completed_at: progress.completedAt?.toISOString() ?? null,
    lessons_required: required.length,
    lessons_completed: required.filter((entry) => entry.progress.completedAt !== null).length,
    percent: tenths.length === 0 ? 0 : Math.floor(tenths.reduce((sum, one) => sum + one, 0) / tenths.length) / 10,
    seat_time: toSeconds(progress.seatTime),
  }
}

function judgeLesson(lesson: LessonRecord, progress: LessonProgressRecord) {
  const duration = lesson.media?.duration ?? null
  return judgeCompletion(lesson.rule, { watched: progress.watched, duration, quizPassed: progress.quizPassed })
}
