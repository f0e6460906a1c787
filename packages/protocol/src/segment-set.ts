import { toMilliseconds, toSeconds } from './milliseconds.js'

/** A stretch of time in whole milliseconds, half-open: `from` belongs to it, `to` does not. */
export type Segment = readonly [from: number, to: number]

/**
 * A set of time as a sorted list of segments that neither overlap nor touch, each longer than nothing.
 *
 * Every function of this file takes and gives such lists and changes none; only {@link fromUnordered} takes any list.
 * The laws (`test/segment-set.test.ts`) are those of sets, and Postgres' multiranges agree with them.
 */
export type SegmentSet = readonly Segment[]

/** The set without any time. */
export const NO_SEGMENTS: SegmentSet = Object.freeze([])

/**
 * Makes a set out of segments in any order, overlapping or touching.
 *
 * Empty and reversed segments hold no time and are left out. Throws `RangeError` for a bound that is not a safe integer.
 */
export function fromUnordered(segments: Iterable<Segment>): SegmentSet {
  const sorted = [...segments].filter(holdsTime).sort((a, b) => a[0] - b[0] || a[1] - b[1])
  return mergeSorted(sorted)
}

/** The time that is in either set; the same object as `a` when `b` adds nothing. */
export function union(a: SegmentSet, b: SegmentSet): SegmentSet {
  if (b.length === 0) return a
  if (a.length === 0) return b
  const merged = mergeSorted(interleave(a, b))
  return equals(merged, a) ? a : merged
}

/** The set with one more segment; the same object when the segment adds nothing. */
export function add(set: SegmentSet, segment: Segment): SegmentSet {
  return union(set, fromUnordered([segment]))
}

/** The time that is in both sets. */
export function intersect(a: SegmentSet, b: SegmentSet): SegmentSet {
  const common: Segment[] = []
  let i = 0
  let j = 0
  while (i < a.length && j < b.length) {
    const [left, right] = [a[i]!, b[j]!]
    const from = Math.max(left[0], right[0])
    const to = Math.min(left[1], right[1])
    if (from < to) common.push([from, to])
    if (left[1] <= right[1]) i += 1
    else j += 1
  }
  return common
}

/** The time that is in `a` and not in `b`; the same object as `a` when they share nothing. */
export function subtract(a: SegmentSet, b: SegmentSet): SegmentSet {
  const rest: Segment[] = []
  let j = 0
  for (const [from, to] of a) {
    let start = from
    while (j < b.length && b[j]![1] <= start) j += 1
    let k = j
    while (k < b.length && b[k]![0] < to) {
      if (b[k]![0] > start) rest.push([start, b[k]![0]])
      start = Math.max(start, b[k]![1])
      k += 1
    }
    if (start < to) rest.push([start, to])
  }
  return equals(rest, a) ? a : rest
}

/** The holes of the set inside `within`: what is not in the set but in that segment. */
export function gaps(set: SegmentSet, within: Segment): SegmentSet {
  return subtract(fromUnordered([within]), set)
}

/** How many milliseconds the set holds. */
export function coveredMilliseconds(set: SegmentSet): number {
  return set.reduce((sum, [from, to]) => sum + (to - from), 0)
}

/** Whether every millisecond of `segment` is in the set; an empty segment always is. */
export function covers(set: SegmentSet, segment: Segment): boolean {
  return segment[0] >= segment[1] || set.some(([from, to]) => from <= segment[0] && segment[1] <= to)
}

/** Whether the segment shares time with the set or ends exactly where a part of it begins (or the reverse). */
export function touches(set: SegmentSet, segment: Segment): boolean {
  return set.some(([from, to]) => from <= segment[1] && segment[0] <= to)
}

/** Whether two sets hold the same time. */
export function equals(a: SegmentSet, b: SegmentSet): boolean {
  return a.length === b.length && a.every(([from, to], index) => from === b[index]![0] && to === b[index]![1])
}

/** Reads the wire's pairs of seconds into a set. */
export function fromSeconds(pairs: Iterable<readonly [number, number]>): SegmentSet {
  return fromUnordered([...pairs].map(([from, to]) => [toMilliseconds(from), toMilliseconds(to)] as const))
}

/** Writes a set as pairs of seconds for the wire. */
export function toSecondPairs(set: SegmentSet): [number, number][] {
  return set.map(([from, to]) => [toSeconds(from), toSeconds(to)])
}

function holdsTime(segment: Segment): boolean {
  for (const bound of segment) {
    if (!Number.isSafeInteger(bound)) {
      throw new RangeError(`Expected a segment of whole milliseconds, got a bound of ${String(bound)}`)
    }
  }
  return segment[0] < segment[1]
}

function interleave(a: SegmentSet, b: SegmentSet): Segment[] {
  const sorted: Segment[] = []
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    const takeA = j >= b.length || (i < a.length && a[i]![0] <= b[j]![0])
    sorted.push(takeA ? a[i++]! : b[j++]!)
  }
  return sorted
}

function mergeSorted(sorted: readonly Segment[]): SegmentSet {
  const merged: [number, number][] = []
  for (const [from, to] of sorted) {
    const last = merged.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}
