import type { ReasonCode, SegmentSet } from '@enhancedhr/protocol'

/** All media that one reason took so far. What was watched later is still in it. */
export interface UncreditedRecord {
  readonly reason: ReasonCode
  readonly media: SegmentSet
  /** Milliseconds, counted at every refusal. */
  readonly total: number
  readonly lastAt: Date
  /** With `concurrent_session`: the lessons that got the time. */
  readonly lessonIds: readonly string[]
}
