import {
  coveredMilliseconds,
  judgeCompletion,
  judgeCourse,
  resumePoint,
  toSecondPairs,
  toSeconds,
  videoEnd,
} from '@enhancedhr/protocol'
import type { CourseProgress, LessonProgress } from '@enhancedhr/protocol/wire'
import type { CourseProgressRecord, LessonProgressRecord } from '../../core/records/progress.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { VerdictRecord } from '../../core/records/verdict.js'

/** Writes a learner's standing in a lesson as every answer shows it; a verdict stands, whatever the numbers say later. */
export function toLessonProgressResource(lesson: LessonRecord, progress: LessonProgressRecord): LessonProgress {
  const duration = lesson.media?.duration ?? null
  const { watched, quizPassed } = progress
  const end = videoEnd(duration, progress.reportedDuration)
  const { percentTenths, requirements } = judgeCompletion(lesson.rule, { watched, duration, end, quizPassed })
  return {
    attempt: progress.attempt,
    position: toSeconds(resumePoint(progress.position, end)),
    watched_segments: toSecondPairs(watched),
    watched_seconds: toSeconds(coveredMilliseconds(watched)),
    playing_time: toSeconds(progress.playingTime),
    percent: percentTenths / 10,
    ...toCompletion(progress.verdict),
    media_version: progress.mediaVersion,
    requirements: requirements.map(({ kind, met }) => ({ kind, met })),
  }
}

/** Writes a learner's standing in a course. */
export function toCourseProgressResource(progress: CourseProgressRecord): CourseProgress {
  const required = progress.lessons.filter((lesson) => lesson.required)
  const tenths = required.reduce((sum, { percentTenths }) => sum + percentTenths, 0)
  return {
    attempt: progress.attempt,
    ...toCompletion(progress.verdict),
    lessons_required: required.length,
    lessons_completed: required.filter(({ completed }) => completed).length,
    percent: required.length === 0 ? 0 : Math.floor(tenths / required.length) / 10,
    seat_time: toSeconds(progress.seatTime),
    requirements: judgeCourse(progress.rule, progress).requirements.map(({ kind, met }) => ({ kind, met })),
  }
}

function toCompletion(verdict: VerdictRecord | null): { completed: boolean; completed_at: string | null } {
  return {
    completed: verdict?.completed === true,
    completed_at: verdict?.completed ? verdict.decidedAt.toISOString() : null,
  }
}
