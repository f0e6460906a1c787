import { toSeconds } from '@enhancedhr/protocol'
import type { GrantedLesson, Lesson } from '@enhancedhr/protocol/wire'
import type { ReadyMedia } from './ready-media.js'
import { lessonStatus, type StatusRules, toCompletionResource } from './lesson-resource.js'
import type { LessonProgressRecord } from '../../core/records/progress.js'
import type { LessonAccess } from '../../core/records/access-facts.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import { effectivePolicy, type Policy } from '../../core/policy.js'
import { toLessonProgressResource } from '../progress/progress-resource.js'

/** Writes a lesson as its learner sees it; `poster` is the signed URL of a still. */
export function toLearnerLesson(
  lesson: LessonRecord,
  progress: LessonProgressRecord,
  poster: string | null,
  rules: StatusRules,
): Lesson {
  return {
    id: lesson.lessonId,
    course_id: lesson.courseId,
    title: lesson.title,
    order: lesson.position,
    required: lesson.required,
    duration: lesson.media?.duration == null ? null : toSeconds(lesson.media.duration),
    status: lessonStatus(lesson, rules),
    chapters: toChapterResources(lesson),
    completion: toCompletionResource(lesson.rule),
    poster,
    progress: toLessonProgressResource(lesson, progress),
  }
}

/** Writes the lesson of a grant, with the policy that holds for it. */
export function toGrantedLesson(
  { lesson, courseTitle }: Pick<LessonAccess, 'courseTitle' | 'lesson'>,
  media: ReadyMedia,
  defaults: Policy,
): GrantedLesson {
  const policy = effectivePolicy(lesson.policy, defaults)
  return {
    id: lesson.lessonId,
    title: lesson.title,
    course_id: lesson.courseId,
    course_title: courseTitle,
    duration: toSeconds(media.duration),
    media_version: media.version,
    seek_policy: policy.seek,
    max_playback_rate: policy.maxRate,
    hidden_counts: policy.hiddenCounts,
    muted_counts: policy.mutedCounts,
    offline_allowance: toSeconds(policy.offlineAllowance),
    chapters: toChapterResources(lesson),
    completion: toCompletionResource(lesson.rule),
  }
}

function toChapterResources(lesson: LessonRecord): Lesson['chapters'] {
  return lesson.chapters.map(({ title, from }) => ({ title, from: toSeconds(from) }))
}
