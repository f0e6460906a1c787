import { toSecondPairs, toSeconds, type CompletionRule } from '@enhancedhr/protocol'
import type { LessonResource } from '@enhancedhr/protocol/management'
import { durationAttention, lessonAttention } from '../../core/attention.js'
import type { LessonRecord } from '../../core/records/lesson.js'

/** Writes a lesson as those who manage it see it. */
export function toLessonResource(lesson: LessonRecord): LessonResource {
  const { policy, media } = lesson
  return {
    id: lesson.lessonId,
    course_id: lesson.courseId,
    title: lesson.title,
    order: lesson.position,
    required: lesson.required,
    playback_id: media?.playbackId ?? null,
    asset_id: media?.assetId ?? null,
    duration: media?.duration == null ? null : toSeconds(media.duration),
    media_version: media?.version ?? null,
    status: lessonStatus(lesson),
    attention: [...attentionOf(lesson), ...durationAttention(lesson.rule, media)].map((one) => ({ ...one })),
    chapters: lesson.chapters.map(({ title, from }) => ({ title, from: toSeconds(from) })),
    quiz: lesson.hasQuiz,
    completion: toCompletionResource(lesson.rule),
    policies: {
      max_playback_rate: policy.maxRate,
      hidden_counts: policy.hiddenCounts,
      muted_counts: policy.mutedCounts,
      seek_policy: policy.seek,
      offline_allowance: policy.offlineAllowance === null ? null : toSeconds(policy.offlineAllowance),
    },
    rule_version: lesson.ruleVersion,
    created_at: lesson.createdAt.toISOString(),
    updated_at: lesson.updatedAt.toISOString(),
  }
}

/** The status of a lesson: only a `ready` one can be watched. */
export function lessonStatus(lesson: LessonRecord): 'archived' | 'preparing' | 'needs_attention' | 'ready' {
  if (lesson.archived) return 'archived'
  if (!lesson.media?.duration) return 'preparing'
  return attentionOf(lesson).length > 0 ? 'needs_attention' : 'ready'
}

export function toCompletionResource(rule: CompletionRule): LessonResource['completion'] {
  return {
    ...(rule.thresholdPerMille !== null && { threshold: rule.thresholdPerMille / 1000 }),
    required_segments: toSecondPairs(rule.requiredSegments),
    mode: rule.mode,
    quiz_required: rule.quizRequired,
  }
}

/** What keeps the lesson from being completed; a duration that differs is reported besides, and blocks nothing. */
function attentionOf({ rule, media, hasQuiz }: LessonRecord) {
  return lessonAttention(rule, { duration: media?.duration ?? null, quizConfigured: hasQuiz })
}
