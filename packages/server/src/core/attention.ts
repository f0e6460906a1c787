import {
  checkCourseRule,
  checkLessonRule,
  type CourseRule,
  type CourseRuleFacts,
  type LessonRuleDraft,
  type LessonRuleFacts,
  RULE_FAULTS,
  type RuleFault,
  type RuleFaultCode,
} from '@enhancedhr/protocol'

/** Why a rule can never be met, where in the resource, for who can mend it. */
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

/** Tells why a lesson can never be completed as things stand; empty when it can, or when nobody can know yet. */
export function lessonAttention(rule: LessonRuleDraft, facts: LessonRuleFacts): readonly Attention[] {
  return checkLessonRule(rule, facts).faults.map(tell)
}

/** Tells why a course can never be completed as things stand. */
export function courseAttention(rule: CourseRule, facts: CourseRuleFacts): readonly Attention[] {
  return checkCourseRule(rule, facts).faults.map(tell)
}

function tell({ code, index }: RuleFault): Attention {
  const place = index === undefined ? '' : `/${index.toString()}`
  return { code, pointer: `${POINTERS[code]}${place}`, detail: RULE_FAULTS[code] }
}
