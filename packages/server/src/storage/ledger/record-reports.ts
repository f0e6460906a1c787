import type { RecordedBatch } from '../../core/records/report.js'
import { lockKnownLearner } from '../database/learner-lock.js'
import type { LearnerScope } from '../database/scope.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { applyChanges } from '../write/apply-changes.js'
import { readBatch } from './batch-rows.js'
import { judgeBatch, refuseAll, type ReportBatch } from './judge-batch.js'

/**
 * Judges and records a batch of one learner: all of it or nothing.
 *
 * Reads what the batch names, works out the ledger, and writes it if nobody changed the learner in between; if somebody did,
 * once more under the learner's lock. So two batches never charge the same time, and none is judged by an instant that
 * passed while it waited. What a batch costs depends on what it names, not on the history.
 */
export async function recordReports(unit: UnitOfWork, batch: ReportBatch): Promise<RecordedBatch> {
  return (await recordUnlocked(unit, batch)) ?? recordLocked(unit, batch)
}

/** Records a batch without waiting for anybody; `null` when somebody else changed the learner meanwhile. */
export function recordUnlocked(unit: UnitOfWork, batch: ReportBatch): Promise<RecordedBatch | null> {
  return record(unit.learner(batch.key), batch)
}

/** Records a batch with the learner's lock held, for which it waits. */
export function recordLocked(unit: UnitOfWork, batch: ReportBatch): Promise<RecordedBatch> {
  return unit.transaction(async (transaction) => {
    const learner = transaction.learner(batch.key)
    // Erased since: a report brings nobody back.
    if (!(await lockKnownLearner(learner))) return refuseAll(batch.reports)
    const recorded = await record(learner, batch)
    if (!recorded) throw new Error('Expected nobody to change a learner whose lock is held.')
    return recorded
  })
}

/** `null` when somebody else changed the learner between reading and writing. */
async function record(learner: LearnerScope, batch: ReportBatch): Promise<RecordedBatch | null> {
  const { basis, changes, credited, recorded } = judgeBatch(await readBatch(learner, batch.named), batch)
  return !changes || (await applyChanges(learner, basis, changes, credited)) ? recorded : null
}
