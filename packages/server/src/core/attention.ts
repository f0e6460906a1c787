import {
  checkCourseRule,
  checkLessonRule,
  type CompletionRule,
  type CourseRule,
  type CourseRuleFacts,
  type LessonRuleDraft,
  type LessonRuleFacts,
  RULE_FAULTS,
  type RuleFault,
  type RuleFaultCode,
  toSeconds,
} from '@enhancedhr/protocol'
import { isDurationDifferent } from './ledger/duration-difference.js'
import type { MediaVersion } from './records/lesson.js'

/** Why a rule can never be met, where in the resource, for anyone who can fix it. */
export interface Attention {
  readonly code: string
  /** JSON pointer into the resource. */
  readonly pointer: string
  readonly detail: string
}

const POINTERS: Readonly<Record<RuleFaultCode, string>> = {
  no_criterion: '/completion',
  video_too_short: '/duration',
  threshold_out_of_range: '/completion/threshold',
  segment_empty: '/completion/required_segments',
  segment_beyond_duration: '/completion/required_segments',
  quiz_not_configured: '/completion/quiz_required',
  assessment_not_configured: '/completion/assessment_required',
  seat_time_too_long: '/completion/minimum_seat_time',
}

/** Says why a lesson can never be completed by its present rule; empty when it can, or when nobody can know yet. */
export function lessonAttention(rule: LessonRuleDraft, facts: LessonRuleFacts): readonly Attention[] {
  return checkLessonRule(rule, facts).faults.map(toAttention)
}

/**
 * Says that the player of a learner who reached the end measured another duration than the stored one.
 *
 * The lesson can be watched all the same; whether it can be completed depends on its rule.
 */
export function durationAttention(rule: CompletionRule, media: MediaVersion | null): readonly Attention[] {
  const { duration: stored = null, observedDuration: observed = null } = media ?? {}
  if (stored === null || observed === null || !isDurationDifferent(rule, stored, observed)) return []
  const detail = `A player that reached the end of the video measured ${toSeconds(observed).toString()} s, and ${toSeconds(stored).toString()} s are stored.`
  return [{ code: 'duration_differs', pointer: '/duration', detail }]
}

/** Says why a course can never be completed by its present rule. */
export function courseAttention(rule: CourseRule, facts: CourseRuleFacts): readonly Attention[] {
  return checkCourseRule(rule, facts).faults.map(toAttention)
}

function toAttention({ code, index }: RuleFault): Attention {
  const place = index === undefined ? '' : `/${index.toString()}`
  return { code, pointer: `${POINTERS[code]}${place}`, detail: RULE_FAULTS[code] }
}
