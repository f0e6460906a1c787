import type { Policy } from '../../core/policy.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { ParsedReport, RecordedBatch } from '../../core/records/report.js'

/** Takes in what players report. */
export interface Ledger {
  /** Judges and records a batch: all of it or nothing. `policy` holds where a lesson says nothing else. */
  record(learner: LearnerKey, reports: readonly ParsedReport[], policy: Policy): Promise<RecordedBatch>
}
