import { toSeconds } from '@enhancedhr/protocol'
import type { GrantedLesson, Lesson } from '@enhancedhr/protocol/wire'
import { lessonStatus, presentRule } from './present-resources.js'
import type { LessonProgressRecord } from '../../core/records/progress.js'
import type { LessonRecord, MediaVersion } from '../../core/records/lesson.js'
import { effectivePolicy, type Policy } from '../../core/policy.js'
import { presentLessonProgress } from '../progress/present-progress.js'

/** Writes a lesson as its learner reads it; `poster` is the signed URL of a still. */
export function presentLesson(lesson: LessonRecord, progress: LessonProgressRecord, poster: string | null): Lesson {
  return {
    id: lesson.lessonId,
    course_id: lesson.courseId,
    title: lesson.title,
    order: lesson.position,
    required: lesson.required,
    duration: lesson.media?.duration == null ? null : toSeconds(lesson.media.duration),
    status: lessonStatus(lesson),
    chapters: presentChapters(lesson),
    completion: presentRule(lesson.rule),
    poster,
    progress: presentLessonProgress(lesson, progress),
  }
}

/** Writes the lesson of a grant, with the policy that holds for it. */
export function presentGrantedLesson(lesson: LessonRecord, media: ReadyMedia, defaults: Policy): GrantedLesson {
  const policy = effectivePolicy(lesson.policy, defaults)
  return {
    id: lesson.lessonId,
    title: lesson.title,
    course_id: lesson.courseId,
    duration: toSeconds(media.duration),
    media_version: media.version,
    seek_policy: policy.seek,
    max_playback_rate: policy.maxRate,
    hidden_counts: policy.hiddenCounts,
    muted_counts: policy.mutedCounts,
    offline_allowance: toSeconds(policy.offlineAllowance),
    chapters: presentChapters(lesson),
    completion: presentRule(lesson.rule),
  }
}

/** A video whose duration is known: only then can playing be credited. */
export interface ReadyMedia extends MediaVersion {
  readonly duration: number
}

/** The lesson's video when it can be played and judged, otherwise `null`. */
export function playableMedia(lesson: LessonRecord): ReadyMedia | null {
  const { media } = lesson
  return media?.duration ? { ...media, duration: media.duration } : null
}

function presentChapters(lesson: LessonRecord): Lesson['chapters'] {
  return lesson.chapters.map(({ title, from }) => ({ title, from: toSeconds(from) }))
}
