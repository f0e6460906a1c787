import type { CompletionRule, Segment } from '@enhancedhr/protocol'
import type { Chapter, LessonPolicy, LessonRecord, MediaVersion } from '../../core/records/lesson.js'
import { epochMs } from './epoch-ms.js'

/** A lesson as {@link lessonJson} gives it. */
export interface LessonRow {
  readonly tenant_id: string
  readonly lesson_id: string
  readonly course_id: string | null
  readonly title: string
  readonly position: number
  readonly required: boolean
  readonly archived: boolean
  readonly rule: RuleRow
  readonly rule_version: number
  readonly has_quiz: boolean
  readonly captions_waiver: string | null
  readonly policy: PolicyRow
  readonly chapters: readonly Chapter[]
  readonly revision: number
  /** Milliseconds since 1970. */
  readonly created_at: number
  readonly updated_at: number
  readonly media: MediaRow | null
}

interface MediaRow {
  readonly version: number
  readonly playback_id: string
  readonly asset_id: string | null
  readonly captioned: boolean
  readonly gone: boolean
  readonly duration_ms: number | null
  readonly observed_ms: number | null
}

interface RuleRow {
  readonly threshold_per_mille: number | null
  readonly required_segments: readonly Segment[]
  readonly mode: 'any' | 'all'
  readonly quiz_required: boolean
}

/** What is absent is as the handler's options say. */
interface PolicyRow {
  readonly max_rate?: number
  readonly hidden_counts?: boolean
  readonly muted_counts?: boolean
  readonly seek?: 'free' | 'watched'
  readonly offline_allowance_ms?: number
}

/** SQL of a lesson as one jsonb value; `lesson` and `media` are the aliases of its row and of its current video's. */
export function lessonJson(lesson: string, media: string): string {
  return `jsonb_build_object(
    'tenant_id', ${lesson}.tenant_id, 'lesson_id', ${lesson}.lesson_id, 'course_id', ${lesson}.course_id,
    'title', ${lesson}.title, 'position', ${lesson}.position, 'required', ${lesson}.required,
    'archived', ${lesson}.archived_at is not null, 'rule', ${lesson}.rule, 'rule_version', ${lesson}.rule_version,
    'chapters', ${lesson}.chapters, 'has_quiz', ${lesson}.has_quiz, 'captions_waiver', ${lesson}.captions_waiver, 'policy', ${lesson}.policy,
    'revision', ${lesson}.revision, 'created_at', ${epochMs(`${lesson}.created_at`)},
    'updated_at', ${epochMs(`${lesson}.updated_at`)},
    'media', case when ${media}.version is not null then jsonb_build_object(
      'version', ${media}.version, 'playback_id', ${media}.playback_id, 'asset_id', ${media}.asset_id, 'captioned', ${media}.captioned, 'gone', ${media}.gone_at is not null,
      'duration_ms', ${media}.duration_ms,
      'observed_ms', ${media}.observed_ms) end)`
}

/** SQL that joins the current video of a lesson, if it has one. */
export function joinCurrentMedia(schema: string, lesson: string, media: string): string {
  return `left join ${schema}.lesson_media ${media} on ${media}.tenant_id = ${lesson}.tenant_id
    and ${media}.lesson_id = ${lesson}.lesson_id and ${media}.version = ${lesson}.media_version`
}

export function toLessonRecord(row: LessonRow): LessonRecord {
  return {
    tenantId: row.tenant_id,
    lessonId: row.lesson_id,
    courseId: row.course_id,
    title: row.title,
    position: row.position,
    required: row.required,
    archived: row.archived,
    media: row.media && toMediaVersion(row.media),
    rule: {
      thresholdPerMille: row.rule.threshold_per_mille,
      requiredSegments: row.rule.required_segments,
      mode: row.rule.mode,
      quizRequired: row.rule.quiz_required,
    },
    ruleVersion: row.rule_version,
    hasQuiz: row.has_quiz,
    captionsWaiver: row.captions_waiver,
    policy: {
      maxRate: row.policy.max_rate ?? null,
      hiddenCounts: row.policy.hidden_counts ?? null,
      mutedCounts: row.policy.muted_counts ?? null,
      seek: row.policy.seek ?? null,
      offlineAllowance: row.policy.offline_allowance_ms ?? null,
    },
    chapters: row.chapters.map(({ title, from }) => ({ title, from })),
    revision: row.revision,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}

/** The text of a policy's jsonb. */
export function toPolicyJson(policy: LessonPolicy): string {
  const row: PolicyRow = {
    ...(policy.maxRate !== null && { max_rate: policy.maxRate }),
    ...(policy.hiddenCounts !== null && { hidden_counts: policy.hiddenCounts }),
    ...(policy.mutedCounts !== null && { muted_counts: policy.mutedCounts }),
    ...(policy.seek !== null && { seek: policy.seek }),
    ...(policy.offlineAllowance !== null && { offline_allowance_ms: policy.offlineAllowance }),
  }
  return JSON.stringify(row)
}

/** The text of a rule's jsonb. */
export function toRuleJson(rule: CompletionRule): string {
  const row: RuleRow = {
    threshold_per_mille: rule.thresholdPerMille,
    required_segments: rule.requiredSegments,
    mode: rule.mode,
    quiz_required: rule.quizRequired,
  }
  return JSON.stringify(row)
}

function toMediaVersion(media: MediaRow): MediaVersion {
  return {
    version: media.version,
    playbackId: media.playback_id,
    assetId: media.asset_id,
    isCaptioned: media.captioned,
    isGone: media.gone,
    duration: media.duration_ms,
    observedDuration: media.observed_ms,
  }
}
