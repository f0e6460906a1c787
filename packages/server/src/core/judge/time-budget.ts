import { type PlayedSegment, RATE_TOLERANCE_PER_MILLE, type ReasonCode, type Segment } from '@enhancedhr/protocol'
import type { JudgePolicy } from './judgement.js'
import { mediaAt, type PlayedSpan } from './played-span.js'

/** What a part of a segment buys, and what it claimed beyond that. */
export interface Purchase {
  /** Media; empty where the cap left nothing. */
  readonly credit: Segment
  readonly excess: Segment
  readonly code: ReasonCode
}

/**
 * Milliseconds of media that wall time buys at a rate: `floor(span × rate × 1.02)`, in integers.
 *
 * The rate counts in thousandths. The tolerance is a share of the time and never a constant, so slivers gain nothing.
 */
export function allowedMedia(wallMs: number, rate: number): number {
  const ratePerMille = Math.floor(rate * 1000 + 0.5)
  // 6 h × 16,000 ‰ × 1,020 ‰ is below 2^53, so the product is exact.
  return Math.floor((wallMs * ratePerMille * (1000 + RATE_TOLERANCE_PER_MILLE)) / 1_000_000)
}

/**
 * Rule 6, `rate_cap` and `time_budget`: what the wall part `[a, b)` of a segment buys.
 *
 * The whole segment has a cap, and every credited part again: with the first alone, a ladder of segments, each 1 ms later
 * than the last, buys nearly two seconds per second.
 */
export function buyMedia(
  [a, b]: Segment,
  span: PlayedSpan,
  segment: PlayedSegment,
  policy: JudgePolicy,
  duration: number,
): Purchase {
  const rate = Math.min(segment.rate, policy.maxRate)
  const from = Math.max(0, mediaAt(span, a))
  const claimed = Math.max(from, Math.min(mediaAt(span, b), duration))
  const segmentCap = span.from + allowedMedia(span.ended - span.started, rate)
  const to = Math.max(from, Math.min(claimed, from + allowedMedia(b - a, rate), segmentCap))
  return { credit: [from, to], excess: [to, claimed], code: segment.rate > policy.maxRate ? 'rate_cap' : 'time_budget' }
}
