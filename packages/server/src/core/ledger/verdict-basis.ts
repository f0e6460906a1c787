import type { SegmentSet } from '@enhancedhr/protocol'

/** What the ledger holds of one video of a lesson. */
export interface WatchedVideo {
  readonly watched: SegmentSet
  /** What was credited for playing before the replacement; `null` until the first report after it. */
  readonly counted: SegmentSet | null
  readonly replaced: boolean
}

/**
 * Gives the media that counts for a verdict: everything watched, or of a replaced video only what was played before it was
 * replaced (`docs/ledger.md`).
 *
 * Until the first report after a replacement, everything watched was watched before it.
 */
export function verdictBasis({ watched, counted, replaced }: WatchedVideo): SegmentSet {
  return replaced && counted !== null ? counted : watched
}
