import { intersect, subtract, union, type SegmentSet } from '@enhancedhr/protocol'
import type { WatchedMap } from './watched-map.js'

/** How a stretch stands. `pending`: played here, and not yet acknowledged by the server. */
export type StretchState = 'counted' | 'pending' | 'open'

/** A part of a lesson that is one thing throughout: `from` belongs to it, `to` does not. In milliseconds of media. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly state: StretchState
  /** It has to be watched in any case. */
  readonly required: boolean
}

/**
 * Cuts a lesson into stretches: from its begin to its end, in order, without holes, and each as long as it can be. What lies outside of
 * the lesson is left out; a lesson without a length has none.
 */
export function toStretches(map: WatchedMap): readonly Stretch[] {
  const whole: SegmentSet = map.duration > 0 ? [[0, map.duration]] : []
  const counted = intersect(whole, map.counted)
  const pending = subtract(intersect(whole, map.pending), counted)
  const open = subtract(whole, union(counted, pending))
  return [...mark(counted, 'counted', map), ...mark(pending, 'pending', map), ...mark(open, 'open', map)].sort(
    (a, b) => a.from - b.from,
  )
}

/** The stretch that is shown at a place; at the end of the lesson it is the last one. `null` where the lesson has no stretches. */
export function stretchAt(stretches: readonly Stretch[], at: number): Stretch | null {
  return stretches.find(({ to }) => at < to) ?? stretches.at(-1) ?? null
}

function mark(set: SegmentSet, state: StretchState, { required }: WatchedMap): Stretch[] {
  const to = (isRequired: boolean) => (segment: SegmentSet[number]) => {
    return { from: segment[0], to: segment[1], state, required: isRequired }
  }
  return [...intersect(set, required).map(to(true)), ...subtract(set, required).map(to(false))]
}
