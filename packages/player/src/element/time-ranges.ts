import type { SegmentSet } from '@enhancedhr/protocol'

/** Shows a set of segments as `TimeRanges`, in seconds, as media elements do. A snapshot: it does not change. */
export function toTimeRanges(set: SegmentSet): TimeRanges {
  const at = (index: number, bound: 0 | 1): number => {
    const segment = set[index]
    if (!segment) throw new DOMException(`There is no range ${index}; there are ${set.length}.`, 'IndexSizeError')
    return segment[bound] / 1000
  }
  return { length: set.length, start: (index) => at(index, 0), end: (index) => at(index, 1) }
}
