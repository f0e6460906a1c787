import { intersect, type SegmentSet, subtract } from '@enhancedhr/protocol'
import { type RuleResult, ruleResult } from './rule-result.js'

/** Rule 3, `token_window`: playing needs a live token, so time outside every token's window buys nothing. */
export function refuseOutsideWindows(wall: SegmentSet, windows: SegmentSet): RuleResult {
  return ruleResult(intersect(wall, windows), 'token_window', subtract(wall, windows))
}
