import type { SegmentSet } from '@enhancedhr/protocol'

/** What of a lesson is watched, as the time bar shows it. All times in milliseconds of media. */
export interface WatchedMap {
  readonly duration: number
  /** Acknowledged by the server. */
  readonly counted: SegmentSet
  /** Played here and not yet acknowledged. */
  readonly pending: SegmentSet
  /** What has to be watched in any case. */
  readonly required: SegmentSet
  /** Where chapters begin. */
  readonly chapters: readonly number[]
}
