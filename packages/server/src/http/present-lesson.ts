import { toSecondPairs, toSeconds, type CompletionRule } from '@enhancedhr/protocol'
import type { GrantedLesson, Lesson } from '@enhancedhr/protocol/wire'
import type { LessonProgressRecord, LessonRecord, MediaVersion } from '../storage/lesson-store.js'
import type { Policies } from './policies.js'
import { presentLessonProgress } from './present-progress.js'

/** Writes a lesson as its learner reads it; `poster` is the signed URL of a still. */
export function presentLesson(lesson: LessonRecord, progress: LessonProgressRecord, poster: string | null): Lesson {
  return {
    id: lesson.lessonId,
    course_id: lesson.courseId,
    title: lesson.title,
    order: lesson.position,
    required: lesson.required,
    duration: lesson.media?.duration == null ? null : toSeconds(lesson.media.duration),
    status: playableMedia(lesson) ? 'ready' : 'preparing',
    chapters: presentChapters(lesson),
    completion: presentRule(lesson.rule),
    poster,
    progress: presentLessonProgress(lesson, progress),
  }
}

/** Writes the lesson of a grant, with what the handler's policies allow. */
export function presentGrantedLesson(lesson: LessonRecord, media: ReadyMedia, policies: Policies): GrantedLesson {
  return {
    id: lesson.lessonId,
    title: lesson.title,
    course_id: lesson.courseId,
    duration: toSeconds(media.duration),
    media_version: media.version,
    seek_policy: policies.seek,
    max_playback_rate: policies.maxPlaybackRate,
    hidden_counts: policies.hiddenCounts,
    muted_counts: policies.mutedCounts,
    offline_allowance: policies.offlineAllowance,
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

function presentRule(rule: CompletionRule): Lesson['completion'] {
  return {
    ...(rule.thresholdPerMille !== null && { threshold: rule.thresholdPerMille / 1000 }),
    required_segments: toSecondPairs(rule.requiredSegments),
    mode: rule.mode,
    quiz_required: rule.quizRequired,
  }
}
