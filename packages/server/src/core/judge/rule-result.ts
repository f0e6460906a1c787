import type { ReasonCode, SegmentSet } from '@enhancedhr/protocol'

/** What one rule says about a segment's wall time: what goes on to the next rule, and what does not. */
export interface RuleResult {
  readonly passed: SegmentSet
  readonly refused: readonly RefusedTime[]
}

/** Wall time that a rule refuses; the segment's own map gives the media. */
export interface RefusedTime {
  readonly code: ReasonCode
  readonly wall: SegmentSet
  readonly lessonId?: string
}

/** The result that all of `passed` goes on and `wall` is refused with one reason, silently where there is nothing. */
export function ruleResult(passed: SegmentSet, code: ReasonCode, wall: SegmentSet): RuleResult {
  return { passed, refused: wall.length > 0 ? [{ code, wall }] : [] }
}
