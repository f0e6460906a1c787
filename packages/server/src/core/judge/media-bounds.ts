import { END_SLACK_MS, intersect, type SegmentSet, subtract } from '@enhancedhr/protocol'
import { mediaAt, type PlayedSpan, wallAt } from './played-span.js'
import { type RuleResult, ruleResult } from './rule-result.js'

/** Rule 5, `reversed`: media that ends before it begins was not played. */
export function refuseReversed(wall: SegmentSet, { from, to }: PlayedSpan): RuleResult {
  return to < from ? ruleResult([], 'reversed', wall) : { passed: wall, refused: [] }
}

/**
 * Rule 5, `out_of_bounds`: media is clamped to `[0, duration]` of the session's media version.
 *
 * Up to a second beyond is dropped silently, because audio runs longer than video; more is reported.
 */
export function refuseOutOfBounds(wall: SegmentSet, span: PlayedSpan, duration: number): RuleResult {
  const { started, ended, from, to } = span
  const begins = from >= 0 ? started : to > 0 ? lastBefore(span, 0) : ended
  const ends = to <= duration ? ended : from < duration ? wallAt(span, duration) : started
  const inside: SegmentSet = begins < ends ? [[begins, ends]] : []
  const reported: SegmentSet = [
    ...(from < -END_SLACK_MS && begins > started ? [[started, begins] as const] : []),
    ...(to > duration + END_SLACK_MS && ends < ended ? [[ends, ended] as const] : []),
  ]
  return ruleResult(intersect(wall, inside), 'out_of_bounds', subtract(intersect(wall, reported), inside))
}

/** The last moment of the span at which the playhead had not yet passed `media`: no media after it is lost by the cut. */
function lastBefore(span: PlayedSpan, media: number): number {
  const reached = wallAt(span, media)
  return mediaAt(span, reached) > media ? reached - 1 : reached
}
