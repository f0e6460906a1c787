import type { Policy } from '../../core/policy.js'
import { type LearnerKey, learnerName } from '../../core/records/learner-key.js'
import type { ParsedReport, RecordedBatch } from '../../core/records/report.js'
import { isSessionId } from '../../core/records/session-id.js'
import { StorageOverloadedError } from '../database/storage-overloaded-error.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { BatchQueue } from './batch-queue.js'
import { refuseAll, type ReportBatch } from './judge-batch.js'
import type { Ledger } from './ledger.js'
import { recordReports } from './record-reports.js'
import { recordTogether } from './record-together.js'

/** Learners of one commit. */
const MAX_LEARNERS = 64
/** Segments and events of one commit: some 512 KiB. */
const MAX_ROWS = 4_000
/** Milliseconds that a batch may wait for its turn. */
const MAX_WAIT_MS = 2_000
/** Commits under way at once: one is judged by this process while the database works on the other. */
const COMMITS = 2

/** Commits together what arrives together; inside a transaction of its caller, a batch is recorded alone. */
export class SqlLedger implements Ledger {
  readonly #unit: UnitOfWork
  readonly #queue: BatchQueue<ReportBatch, RecordedBatch> | null

  constructor(unit: UnitOfWork) {
    this.#unit = unit
    this.#queue = unit.isTransaction ? null : createQueue(unit)
  }

  record(key: LearnerKey, reports: readonly ParsedReport[], policy: Policy): Promise<RecordedBatch> {
    const named = reports.filter(({ sessionId }) => isSessionId(sessionId))
    if (named.length === 0) return Promise.resolve(refuseAll(reports))
    const batch = { key, reports, named, policy }
    return this.#queue ? this.#queue.add(batch) : recordReports(this.#unit, batch)
  }
}

function createQueue(unit: UnitOfWork): BatchQueue<ReportBatch, RecordedBatch> {
  const { telemetry } = unit
  return new BatchQueue({
    inFlight: COMMITS,
    maxItems: MAX_LEARNERS,
    maxSize: MAX_ROWS,
    maxWait: MAX_WAIT_MS,
    keyOf: ({ key }) => learnerName(key),
    sizeOf: ({ named }) => named.reduce((rows, { segments, events }) => rows + segments.length + events.length, 0),
    overdue: () => {
      telemetry.add('ehr.ingest.rejected', 1, { reason: 'waited' })
      return new StorageOverloadedError()
    },
    begun: (waited) => telemetry.record('ehr.batch.wait', waited / 1_000),
    run: (batches) =>
      telemetry.span('ehr.batch', { 'ehr.batch.size': batches.length }, () => {
        telemetry.record('ehr.batch.size', batches.length)
        return recordTogether(unit, batches)
      }),
  })
}
