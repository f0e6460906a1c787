import type { Segment, SegmentSet } from '@enhancedhr/protocol'

/** Closes every gap that is shorter than `least` milliseconds, because nobody could see it. Nothing is taken away, and what is long stays open. */
export function mergeNarrow(set: SegmentSet, least: number): SegmentSet {
  const merged: Segment[] = []
  for (const [from, to] of set) {
    const last = merged.at(-1)
    if (last && from - last[1] < least) merged[merged.length - 1] = [last[0], to]
    else merged.push([from, to])
  }
  return merged
}
