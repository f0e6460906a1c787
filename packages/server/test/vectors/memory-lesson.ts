import { type CompletionRule, DEFAULT_RULE } from '@enhancedhr/protocol'
import { DEFAULT_POLICY } from '../../src/core/policy.js'
import type { JudgePolicy } from '../../src/core/judge/judgement.js'
import type { VectorCompletion, VectorLesson } from './vector.js'

/** A lesson as the ledger in memory holds it. */
export interface MemoryLesson {
  readonly id: string
  readonly tenant: string | null
  readonly required: boolean
  readonly quizConfigured: boolean
  readonly policy: JudgePolicy
  rule: CompletionRule
  /** By version from 1; a version is replaced when the next one begins. */
  readonly media: { readonly duration: number | null; replacedAt: number | null }[]
}

/** Reads a vector's lesson, with its defaults. */
export function toMemoryLesson(lesson: VectorLesson): MemoryLesson {
  const { max_rate: maxRate, hidden_counts: hiddenCounts, muted_counts: mutedCounts } = lesson.policy ?? {}
  return {
    id: lesson.id,
    tenant: lesson.tenant ?? null,
    required: lesson.required ?? true,
    quizConfigured: lesson.quiz ?? lesson.completion?.quiz_required ?? false,
    policy: {
      maxRate: maxRate ?? DEFAULT_POLICY.maxRate,
      hiddenCounts: hiddenCounts ?? DEFAULT_POLICY.hiddenCounts,
      mutedCounts: mutedCounts ?? DEFAULT_POLICY.mutedCounts,
    },
    rule: toRule(lesson.completion ?? {}),
    media: [{ duration: lesson.duration, replacedAt: null }],
  }
}

/** Reads a vector's rule, with its defaults. */
export function toRule(completion: VectorCompletion): CompletionRule {
  return {
    thresholdPerMille:
      completion.threshold_per_mille === undefined ? DEFAULT_RULE.thresholdPerMille : completion.threshold_per_mille,
    requiredSegments: completion.required_segments ?? [],
    mode: completion.mode ?? 'any',
    quizRequired: completion.quiz_required ?? false,
  }
}
