import { type Segment, type SegmentSet } from '@enhancedhr/protocol'

/** Writes a set as Postgres' multirange text, `{[0,83200)}`. */
export function toMultirange(set: SegmentSet): string {
  return `{${set.map(([from, to]) => `[${from.toString()},${to.toString()})`).join(',')}}`
}

/** Reads the multirange text of whole numbers that Postgres gives: already sorted, disjoint and half-open. */
export function fromMultirange(text: string): SegmentSet {
  return Array.from(text.matchAll(/\[(-?\d+),(-?\d+)\)/g), ([, from, to]): Segment => [Number(from), Number(to)])
}
