import type {
  ErasureResult,
  EventAge,
  ExportedRow,
  ExportPlace,
  RetentionPeriods,
} from '../../core/records/learner-data.js'
import type { LearnerKey } from '../../core/records/learner-key.js'

/** Everything that is kept of a learner: to hand it out, to erase it, and to delete what is old. */
export interface Privacy {
  /** The sections of an export, in order. */
  readonly sections: readonly string[]
  /** Reads what comes after a place, at most so many rows; fewer only at the end. `null`: from the beginning. */
  read(learner: LearnerKey, after: ExportPlace | null, limit: number): Promise<readonly ExportedRow[]>
  /** Whether a place that came from outside is one. */
  isPlace(place: ExportPlace): boolean
  /** The database's clock. */
  now(): Promise<Date>
  /**
   * Erases the learner, in one transaction, unless something of them may still be being sent: nothing is erased then, and nothing
   * more of them is sent for some seconds.
   */
  erase(learner: LearnerKey, options: { readonly keepVerdicts: boolean }): Promise<ErasureResult>
  /** Deletes a page of what is older than its period; answers whether there may be more. */
  sweepEvidence(periods: RetentionPeriods): Promise<boolean>
  sweepSessions(periods: RetentionPeriods): Promise<boolean>
  /** The same for outgoing events, after a place in the log; answers where the next page begins, `null` at the end. */
  sweepEvents(periods: RetentionPeriods, after: EventAge | null): Promise<EventAge | null>
  /** Empties events about erased learners that were delivered; answers whether there may be more. */
  emptyErasures(): Promise<boolean>
}
