import { type Segment, type SegmentSet, union } from '@enhancedhr/protocol'

/**
 * A set that takes one segment after the other, at a cost that hardly grows with what it holds.
 *
 * The judge looks at thousands of segments a report; joining each with the whole set would make a hostile report cost more
 * than a second. The algebra stays protocol's: only the neighbourhood of a segment is handed to it.
 */
export class GrowingSet {
  readonly #segments: Segment[]

  constructor(set: SegmentSet) {
    this.#segments = [...set]
  }

  get size(): number {
    return this.#segments.length
  }

  /** The parts that overlap the segment or touch it. */
  near(segment: Segment): SegmentSet {
    return near(this.#segments, segment)
  }

  add(segment: Segment): void {
    if (segment[0] >= segment[1]) return
    const start = findFirst(this.#segments, ([, to]) => to >= segment[0])
    const neighbours = this.near(segment)
    this.#segments.splice(start, neighbours.length, ...union(neighbours, [segment]))
  }
}

/** The parts of a set that overlap the segment or touch it, found by halving. */
export function near(set: SegmentSet, segment: Segment): SegmentSet {
  const start = findFirst(set, ([, to]) => to >= segment[0])
  return set.slice(
    start,
    findFirst(set, ([from]) => from > segment[1]),
  )
}

/** The place of the first part that meets a condition which holds for every later one too. */
function findFirst(set: SegmentSet, condition: (part: Segment) => boolean): number {
  let low = 0
  let high = set.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (condition(set[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}
