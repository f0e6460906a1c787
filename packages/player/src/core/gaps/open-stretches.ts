import { intersect, subtract, union, type Segment, type SegmentSet } from '@enhancedhr/protocol'

/** Something that was played and not credited, in milliseconds of media. */
export interface Uncredited {
  readonly from: number
  readonly to: number
  readonly reason: string
}

/** A stretch that does not count yet. `reason`: why what was played of it does not; `null`: nothing was. */
export interface OpenStretch {
  readonly from: number
  readonly to: number
  readonly reason: string | null
}

/** What is shorter is nothing that a learner could mean, in milliseconds. */
const SHORTEST_MS = 500

/**
 * Splits what is not watched into what was played in vain, and why, and what was not played, in the order of the video. What counts by now is left
 * out, whatever became of it earlier; of two reasons for one moment the first is given.
 */
export function openStretches(open: SegmentSet, uncredited: readonly Uncredited[]): readonly OpenStretch[] {
  let left = open
  let known: readonly OpenStretch[] = []
  for (const { from, to, reason } of uncredited) {
    const pieces = from < to ? intersect(left, [[from, to]]) : []
    left = subtract(left, pieces)
    known = [...known, ...pieces.map((piece) => stretch(piece, reason))]
  }
  const reasons = new Set(known.map(({ reason }) => reason))
  const merged = [...reasons].flatMap((reason) =>
    merge(known.filter((one) => one.reason === reason)).map((piece) => stretch(piece, reason)),
  )
  return [...merged, ...left.map((piece) => stretch(piece, null))]
    .filter(({ from, to }) => to - from >= SHORTEST_MS)
    .sort((a, b) => a.from - b.from)
}

function stretch([from, to]: Segment, reason: string | null): OpenStretch {
  return { from, to, reason }
}

function merge(pieces: readonly OpenStretch[]): SegmentSet {
  return pieces.reduce<SegmentSet>((set, { from, to }) => union(set, [[from, to]]), [])
}
