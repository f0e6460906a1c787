import type { ReasonCode, SegmentSet } from '@enhancedhr/protocol'

/** What one rule says about a segment's wall time: what goes on to the next rule, and what does not. */
export interface Ruling {
  readonly passed: SegmentSet
  readonly refused: readonly RefusedTime[]
}

/** Wall time that a rule refuses; the segment's own map tells which media that was. */
export interface RefusedTime {
  readonly code: ReasonCode
  readonly wall: SegmentSet
  readonly lessonId?: string
}

/** Rules that all of `passed` goes on and `wall` is refused with one reason, silently where there is nothing. */
export function ruling(passed: SegmentSet, code: ReasonCode, wall: SegmentSet): Ruling {
  return { passed, refused: wall.length > 0 ? [{ code, wall }] : [] }
}
