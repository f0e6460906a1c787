import { fromUnordered, type Segment, type SegmentSet } from '@enhancedhr/protocol'
import type { CreditedPart } from '../judge/judgement.js'

/**
 * Gives the media that was credited for wall time before an instant.
 *
 * A part that lies across the instant is cut by its own map, rounded down, as every clip of the ledger is
 * (`docs/ledger.md`). Asked when a video was replaced: only what was played before counts for a verdict.
 */
export function creditBefore(parts: readonly CreditedPart[], instant: number): SegmentSet {
  const media = parts.flatMap(({ media: [from, to], wall: [started, ended] }): Segment[] => {
    if (started >= instant) return []
    if (ended <= instant) return [[from, to]]
    return [[from, from + Math.floor(((to - from) * (instant - started)) / (ended - started))]]
  })
  return fromUnordered(media)
}
