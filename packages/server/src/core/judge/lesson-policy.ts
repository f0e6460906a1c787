import type { PlayedSegment, ReasonCode, SegmentSet } from '@enhancedhr/protocol'
import type { JudgePolicy } from './judgement.js'
import { type RuleResult, ruleResult } from './rule-result.js'

/**
 * Rule 4, `hidden` and `muted`: playing that the lesson's policy does not count.
 *
 * Stands before charging, so that a forgotten hidden tab neither eats the visible one's time nor makes seat time.
 */
export function refuseUncounted(wall: SegmentSet, segment: PlayedSegment, policy: JudgePolicy): RuleResult {
  const code = findUncounted(segment, policy)
  return code ? ruleResult([], code, wall) : { passed: wall, refused: [] }
}

function findUncounted({ visible, muted }: PlayedSegment, policy: JudgePolicy): ReasonCode | null {
  if (!visible && !policy.hiddenCounts) return 'hidden'
  if (muted && !policy.mutedCounts) return 'muted'
  return null
}
