import type { GrantedLesson, LessonProgress } from '@enhancedhr/protocol/wire'

/** A learner's progress in the lesson as JavaScript reads it. Times in seconds, instants as ISO 8601 strings. */
export interface LearnerProgress {
  /** Which taking of the course, from 1. */
  readonly attempt: number
  /** Where the learner goes on. */
  readonly position: number
  readonly watchedSegments: readonly (readonly [from: number, to: number])[]
  readonly watchedSeconds: number
  /** Credited wall time; watching again counts. */
  readonly playingTime: number
  /** Rounded down to one decimal. */
  readonly percent: number
  readonly completed: boolean
  readonly completedAt: string | null
  readonly mediaVersion: number
  readonly requirements: readonly { readonly kind: string; readonly met: boolean }[]
}

/** The lesson as JavaScript reads it. Times in seconds. */
export interface LessonInfo {
  readonly id: string
  readonly title: string
  readonly courseId: string | null
  readonly duration: number
  readonly mediaVersion: number
  readonly seekPolicy: string
  readonly maxPlaybackRate: number
  readonly hiddenCounts: boolean
  readonly mutedCounts: boolean
  readonly chapters: readonly { readonly title: string; readonly from: number }[]
  readonly completion: {
    readonly threshold: number | null
    readonly requiredSegments: readonly (readonly [from: number, to: number])[]
    readonly mode: string
    readonly quizRequired: boolean
  }
}

/** Converts progress from the wire. */
export function toLearnerProgress(progress: LessonProgress): LearnerProgress {
  return {
    attempt: progress.attempt,
    position: progress.position,
    watchedSegments: progress.watched_segments,
    watchedSeconds: progress.watched_seconds,
    playingTime: progress.playing_time,
    percent: progress.percent,
    completed: progress.completed,
    completedAt: progress.completed_at,
    mediaVersion: progress.media_version,
    requirements: progress.requirements.map(({ kind, met }) => ({ kind, met })),
  }
}

/** Converts a grant's lesson from the wire. */
export function toLessonInfo(lesson: GrantedLesson): LessonInfo {
  const { completion } = lesson
  return {
    id: lesson.id,
    title: lesson.title,
    courseId: lesson.course_id,
    duration: lesson.duration,
    mediaVersion: lesson.media_version,
    seekPolicy: lesson.seek_policy,
    maxPlaybackRate: lesson.max_playback_rate,
    hiddenCounts: lesson.hidden_counts,
    mutedCounts: lesson.muted_counts,
    chapters: lesson.chapters.map(({ title, from }) => ({ title, from })),
    completion: {
      threshold: completion.threshold ?? null,
      requiredSegments: completion.required_segments,
      mode: completion.mode,
      quizRequired: completion.quiz_required,
    },
  }
}
