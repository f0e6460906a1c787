import { type CompletionRule, judgeCompletion } from './completion.js'
import type { CourseRule } from './course-completion.js'
import { MIN_STRETCH_MS } from '../limits.js'

/** Why a rule can never be met, one sentence each for whoever wrote it. Further ones may be added. */
export const RULE_FAULTS = {
  no_criterion: 'It asks for nothing, so it would be met by nobody.',
  video_too_short: 'The video is shorter than 40 ms, and playing it can never be credited.',
  threshold_out_of_range: 'The threshold is more than the whole video.',
  segment_empty: 'The required segment holds no time.',
  segment_beyond_duration: 'The required segment reaches further beyond the video than a verdict forgives.',
  quiz_not_configured: 'It asks for a quiz, and the lesson has none.',
  assessment_not_configured: 'It asks for a final assessment, and the course has none.',
  seat_time_too_long: 'The minimum seat time is more than twice the length of all lessons together.',
} as const

/** The code of a fault that this version knows. */
export type RuleFaultCode = keyof typeof RULE_FAULTS

/** One part of a rule that can never be met. */
export interface RuleFault {
  readonly code: RuleFaultCode
  /** With a fault of a required segment: its index in the given list. */
  readonly index?: number
}

/** What is not known yet, so that a part of the rule could not be checked: check again once it is. */
export type UncheckedFact = 'duration' | 'lessons'

/** The answer of {@link checkLessonRule} and {@link checkCourseRule}: without faults and nothing unchecked, it can be met. */
export interface RuleCheck {
  readonly faults: readonly RuleFault[]
  readonly unchecked: readonly UncheckedFact[]
}

/** Minimum seat time may be this many times the length of the lessons; more would ask for watching everything more than twice. */
const MAX_SEAT_TIME_FACTOR = 2

/** What is known of a lesson when its rule is checked. */
export interface LessonRuleFacts {
  /** Milliseconds of the current video, or `null` while it is not known. */
  readonly duration: number | null
  readonly quizConfigured: boolean
}

/** A lesson's rule as somebody writes it: the required segments in any order, not yet made into a set. */
export interface LessonRuleDraft extends Omit<CompletionRule, 'requiredSegments'> {
  readonly requiredSegments: readonly (readonly [from: number, to: number])[]
}

/**
 * Finds why a lesson's rule can never be met, part by part, and what cannot be checked yet.
 *
 * A part that cannot be met is a fault even where the mode is `any` and another part can: whoever wrote it meant it.
 */
export function checkLessonRule(rule: LessonRuleDraft, { duration, quizConfigured }: LessonRuleFacts): RuleCheck {
  const faults: RuleFault[] = []
  const known = duration !== null && duration > 0
  const threshold = rule.thresholdPerMille ?? 0
  if (threshold <= 0 && rule.requiredSegments.length === 0) faults.push({ code: 'no_criterion' })
  if (known && duration < MIN_STRETCH_MS) faults.push({ code: 'video_too_short' })
  if (threshold > 1000) faults.push({ code: 'threshold_out_of_range' })
  for (const [index, [from, to]] of rule.requiredSegments.entries()) {
    if (!(from < to)) faults.push({ code: 'segment_empty', index })
    else if (known && !isReachable([from, to], duration)) faults.push({ code: 'segment_beyond_duration', index })
  }
  if (rule.quizRequired && !quizConfigured) faults.push({ code: 'quiz_not_configured' })
  const needsDuration = rule.requiredSegments.length > 0 && !known
  return { faults, unchecked: needsDuration ? ['duration'] : [] }
}

/** What is known of a course when its rule is checked. */
export interface CourseRuleFacts {
  /** Every lesson that is not archived; `duration` in milliseconds, `null` while it is not known. */
  readonly lessons: readonly { readonly required: boolean; readonly duration: number | null }[]
  readonly assessmentConfigured: boolean
}

/**
 * Finds why a course's rule can never be met, and what cannot be checked yet.
 *
 * A course is written before its lessons, so without any lesson nothing is a fault that
 * lessons could fix.
 */
export function checkCourseRule(rule: CourseRule, { lessons, assessmentConfigured }: CourseRuleFacts): RuleCheck {
  const faults: RuleFault[] = []
  const unchecked: UncheckedFact[] = []
  const asks = rule.assessmentRequired || rule.minimumSeatTime > 0
  if (!asks && lessons.length === 0) unchecked.push('lessons')
  if (!asks && lessons.length > 0 && !lessons.some(({ required }) => required)) faults.push({ code: 'no_criterion' })
  if (rule.assessmentRequired && !assessmentConfigured) faults.push({ code: 'assessment_not_configured' })
  if (rule.minimumSeatTime > 0) {
    const length = lessons.reduce((sum, { duration }) => sum + (duration ?? 0), 0)
    if (lessons.length === 0) unchecked.push('lessons')
    else if (rule.minimumSeatTime > MAX_SEAT_TIME_FACTOR * length) {
      if (lessons.some(({ duration }) => duration === null)) unchecked.push('duration')
      else faults.push({ code: 'seat_time_too_long' })
    }
  }
  return { faults, unchecked }
}

/** Whether a required segment is watched once all of the video is. */
function isReachable(segment: readonly [number, number], duration: number): boolean {
  const rule: CompletionRule = {
    thresholdPerMille: null,
    requiredSegments: [segment],
    mode: 'any',
    quizRequired: false,
  }
  return judgeCompletion(rule, { watched: [[0, duration]], duration, end: duration, quizPassed: true }).completed
}
