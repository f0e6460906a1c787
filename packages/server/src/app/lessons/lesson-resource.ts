import { toSecondPairs, toSeconds, type CompletionRule } from '@enhancedhr/protocol'
import type { LessonResource } from '@enhancedhr/protocol/management'
import { durationAttention, lessonAttention } from '../../core/attention.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import { describeReason } from '../../core/supply/upload-reasons.js'
import type { AppContext } from '../app-context.js'

/** Writes a lesson as those who manage it see it. */
export function toLessonResource(lesson: LessonRecord, rules: StatusRules): LessonResource {
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
    status: lessonStatus(lesson, rules),
    attention: [
      ...attentionOf(lesson),
      ...durationAttention(lesson.rule, media),
      ...(needsCaptions(lesson, rules) ? [CAPTIONS_MISSING] : []),
    ].map((one) => ({ ...one })),
    chapters: lesson.chapters.map(({ title, from }) => ({ title, from: toSeconds(from) })),
    quiz: lesson.hasQuiz,
    completion: toCompletionResource(lesson.rule),
    captions_waiver: lesson.captionsWaiver === null ? null : { reason: lesson.captionsWaiver },
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

/** What of the handler's options decides whether a lesson is ready. */
export type StatusRules = Pick<AppContext, 'requiresCaptions'>

/** The status of a lesson: only a `ready` one can be watched. */
export function lessonStatus(lesson: LessonRecord, rules: StatusRules): LessonStatus {
  if (lesson.archived) return 'archived'
  if (!lesson.media?.duration) return 'preparing'
  if (attentionOf(lesson).length > 0) return 'needs_attention'
  return needsCaptions(lesson, rules) ? 'needs_captions' : 'ready'
}

type LessonStatus = 'archived' | 'preparing' | 'needs_attention' | 'needs_captions' | 'ready'

const VIDEO_DELETED = { code: 'video_deleted', pointer: '/playback_id', detail: describeReason('video_deleted') }

const CAPTIONS_MISSING = {
  code: 'captions_missing',
  pointer: '/captions_waiver',
  detail: describeReason('captions_missing'),
}

function needsCaptions({ media, captionsWaiver }: LessonRecord, { requiresCaptions }: StatusRules): boolean {
  return requiresCaptions && media?.duration != null && !media.isCaptioned && captionsWaiver === null
}

export function toCompletionResource(rule: CompletionRule): LessonResource['completion'] {
  return {
    ...(rule.thresholdPerMille !== null && { threshold: rule.thresholdPerMille / 1000 }),
    required_segments: toSecondPairs(rule.requiredSegments),
    mode: rule.mode,
    quiz_required: rule.quizRequired,
  }
}

/** What keeps the lesson from being watched or completed; a duration that differs is reported besides, and blocks nothing. */
function attentionOf({ rule, media, hasQuiz }: LessonRecord) {
  const attention = lessonAttention(rule, { duration: media?.duration ?? null, quizConfigured: hasQuiz })
  return media?.isGone ? [VIDEO_DELETED, ...attention] : attention
}
