import { CLOCK_SLACK_MS, intersect, MAX_EVIDENCE_AGE_MS, type SegmentSet, subtract } from '@enhancedhr/protocol'
import type { PlayedSpan } from './played-span.js'
import { type RuleResult, ruleResult } from './rule-result.js'

/**
 * Rule 2: whether a span ends too far in the future to be judged.
 *
 * It waits, and is not refused: a final refusal loses what an honest clock that runs slightly fast has played.
 */
export function isNotYetPlayed(span: PlayedSpan, now: number): boolean {
  return span.ended > now + CLOCK_SLACK_MS
}

/** Rule 2, `too_old`: wall time more than 35 days before receipt. */
export function refuseTooOld(wall: SegmentSet, now: number): RuleResult {
  const old: SegmentSet = [[Number.MIN_SAFE_INTEGER, now - MAX_EVIDENCE_AGE_MS]]
  return ruleResult(subtract(wall, old), 'too_old', intersect(wall, old))
}
