import type { Policy } from '../../core/policy.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { ParsedReport, RecordedBatch } from '../../core/records/report.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import type { Ledger } from './ledger.js'
import { recordReports } from './record-reports.js'

export class SqlLedger implements Ledger {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  record(learner: LearnerKey, reports: readonly ParsedReport[], policy: Policy): Promise<RecordedBatch> {
    return recordReports(this.#unit, learner, reports, policy)
  }
}
