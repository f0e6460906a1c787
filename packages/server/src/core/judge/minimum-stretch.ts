import {
  fromUnordered,
  LONG_STRETCH_MS,
  MAX_WATCHED_SEGMENTS,
  MIN_STRETCH_MS,
  type ReasonCode,
  type Segment,
  type SegmentSet,
} from '@enhancedhr/protocol'
import { type GrowingSet, near } from './growing-set.js'

/**
 * Charged stretches of the days at hand after which only touching or long ones are charged.
 *
 * Honest days hold a few hundred; without a bound, slivers of wall time on media watched long ago would make the row grow
 * without end.
 */
const MAX_CHARGED_SEGMENTS = 10_000

/** What a part is held against: media with all that the batch may credit, and wall time charged so far. */
export interface StretchContext {
  /** Watched before this batch. */
  readonly watched: SegmentSet
  /** Watched before, and every part of this batch that passed the other rules, in whatever order they came. */
  readonly candidates: SegmentSet
  /** Watched before, and credited by this batch so far. */
  readonly credited: GrowingSet
  readonly charged: GrowingSet
}

/** Whether a part could be too small to be credited, so that its surroundings have to be looked at. */
export function isDoubtful(credit: Segment, credited: GrowingSet, charged: GrowingSet): boolean {
  return (
    credit[1] - credit[0] < MIN_STRETCH_MS ||
    credited.size >= MAX_WATCHED_SEGMENTS ||
    charged.size >= MAX_CHARGED_SEGMENTS
  )
}

/**
 * Rule 5, `too_short` and `too_fragmented`: why a part is too small to be credited, or `null` where it is not.
 *
 * A part counts with everything that touches it, also what comes later in the batch: neighbours do not lose each other.
 */
export function findMinimumStretchReason(credit: Segment, wall: Segment, context: StretchContext): ReasonCode | null {
  if (isTooShort(credit, context.candidates, context.watched)) return 'too_short'
  const stretch = stretchAround(context.candidates, credit)
  const longEnough = stretch[1] - stretch[0] >= LONG_STRETCH_MS
  if (context.credited.size >= MAX_WATCHED_SEGMENTS && context.credited.near(credit).length === 0 && !longEnough) {
    return 'too_fragmented'
  }
  const wallIsSmall = wall[1] - wall[0] < LONG_STRETCH_MS
  if (context.charged.size >= MAX_CHARGED_SEGMENTS && wallIsSmall && context.charged.near(wall).length === 0) {
    return 'too_fragmented'
  }
  return null
}

/** Whether a part, with everything of `all` that touches it, is under 40 ms and touches nothing watched before. */
export function isTooShort(credit: Segment, all: SegmentSet, watched: SegmentSet): boolean {
  const stretch = stretchAround(all, credit)
  return stretch[1] - stretch[0] < MIN_STRETCH_MS && near(watched, stretch).length === 0
}

function stretchAround(set: SegmentSet, segment: Segment): Segment {
  return fromUnordered([segment, ...near(set, segment)])[0] ?? segment
}
