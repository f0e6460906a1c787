import {
  fromUnordered,
  LONG_STRETCH_MS,
  MAX_WATCHED_SEGMENTS,
  MIN_STRETCH_MS,
  type ReasonCode,
  type Segment,
  type SegmentSet,
  touches,
} from '@enhancedhr/protocol'

/**
 * Charged stretches of the days at hand after which only touching or long ones are charged.
 *
 * Honest days hold a few hundred; without a bound, slivers of wall time on media watched long ago would make the row grow
 * without end.
 */
const MAX_CHARGED_SEGMENTS = 10_000

/** What a part is held against: media with all that the batch may credit, and wall time charged so far. */
export interface Grain {
  /** Watched before this batch. */
  readonly watched: SegmentSet
  /** Watched before, and every part of this batch that passed the other rules, in whatever order they came. */
  readonly candidates: SegmentSet
  /** Watched before, and credited by this batch so far. */
  readonly credited: SegmentSet
  readonly charged: SegmentSet
}

/** Whether a part could be too small to be credited, so that its surroundings have to be looked at. */
export function isDoubtful(credit: Segment, credited: SegmentSet, charged: SegmentSet): boolean {
  return (
    credit[1] - credit[0] < MIN_STRETCH_MS ||
    credited.length >= MAX_WATCHED_SEGMENTS ||
    charged.length >= MAX_CHARGED_SEGMENTS
  )
}

/**
 * Rule 5, `too_short` and `too_fragmented`: why a part is too small to be credited, or `null` where it is not.
 *
 * A part counts with everything that touches it, also what comes later in the batch: neighbours do not lose each other.
 */
export function findGrainReason(credit: Segment, wall: Segment, grain: Grain): ReasonCode | null {
  const stretch = stretchAround(grain.candidates, credit)
  const touchesWatched = touches(grain.watched, stretch)
  if (stretch[1] - stretch[0] < MIN_STRETCH_MS && !touchesWatched) return 'too_short'
  const longEnough = stretch[1] - stretch[0] >= LONG_STRETCH_MS
  if (grain.credited.length >= MAX_WATCHED_SEGMENTS && !touches(grain.credited, credit) && !longEnough) {
    return 'too_fragmented'
  }
  const wallIsSmall = wall[1] - wall[0] < LONG_STRETCH_MS
  if (grain.charged.length >= MAX_CHARGED_SEGMENTS && wallIsSmall && !touches(grain.charged, wall)) {
    return 'too_fragmented'
  }
  return null
}

function stretchAround(set: SegmentSet, segment: Segment): Segment {
  const touching = set.filter(([from, to]) => from <= segment[1] && segment[0] <= to)
  return fromUnordered([segment, ...touching])[0] ?? segment
}
