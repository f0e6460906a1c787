import type { Day } from './reporting-day.js'
import type { SecondRuns } from './sampled-seconds.js'

/** One learner in one attempt of a lesson on one media version: what every figure of learners counts. */
export interface TakingKey {
  readonly lessonId: string
  readonly attempt: number
  readonly mediaVersion: number
}

/**
 * What a batch of reports added to a taking on one day.
 *
 * It carries how things were before it and after it, so that rows add up in any order: the sums telescope.
 */
export interface JournalRow extends TakingKey {
  /** `-1` takes away what an erased learner had added. */
  readonly sign: 1 | -1
  /** The day of the cohort: when the taking first earned credit. */
  readonly startedOn: Day
  /** The day on which it was played. */
  readonly day: Day
  /** Seconds seen for the first time in the taking; runs never overlap. */
  readonly viewed: SecondRuns
  /** Seconds played; runs that overlap were played as often. */
  readonly played: SecondRuns
  /** Milliseconds of media watched, before and after. */
  readonly beforeMs: number
  readonly afterMs: number
  /** Milliseconds of media played, repeats included, before and after. */
  readonly playedBeforeMs: number
  readonly playedAfterMs: number
  /** Milliseconds of wall time that were charged. */
  readonly playingMs: number
  /** Sessions that were first charged. */
  readonly plays: number
  /** Milliseconds of wall time that were received more than two minutes after they were played. */
  readonly offlineMs: number
}
