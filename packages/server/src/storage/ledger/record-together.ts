import type { RecordedBatch } from '../../core/records/report.js'
import { StorageUnavailableError } from '../database/storage-unavailable-error.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { isRolledBack } from '../database/unreachable.js'
import { type AppliedRow, changesStatement, changesValues, countChanges } from '../write/apply-changes.js'
import { batchQuery, batchValues } from './batch-query.js'
import { type BatchRow, toBatchRecords } from './batch-rows.js'
import { judgeBatch, type ReportBatch } from './judge-batch.js'
import { recordLocked, recordUnlocked } from './record-reports.js'

/**
 * Records batches of several learners in one commit; no learner may be in it twice. Gives what
 * settles each batch, to be called at once.
 *
 * Reads for all in one statement, judges, and writes for all in a second one, each learner under their own claims. Whoever was
 * changed in between is recorded alone, under the lock, which nobody else waits for. A statement that fails has written
 * nothing: the batches are halved until the one that it fails for is alone, so none fails for its neighbour. Where the
 * database does not answer, all are rejected.
 */
export async function recordTogether(
  unit: UnitOfWork,
  batches: readonly ReportBatch[],
): Promise<readonly (() => Promise<RecordedBatch>)[]> {
  try {
    const recorded = batches.length === 1 ? [await recordUnlocked(unit, batches[0]!)] : await record(unit, batches)
    return recorded.map((result, index) => async () => result ?? recordLocked(unit, batches[index]!))
  } catch (error) {
    if (batches.length === 1 || !concernsOne(error)) {
      return batches.map(() => async () => {
        throw error
      })
    }
    const middle = Math.ceil(batches.length / 2)
    const first = await recordTogether(unit, batches.slice(0, middle))
    return [...first, ...(await recordTogether(unit, batches.slice(middle)))]
  }
}

/** `null` for a learner whom somebody else changed between reading and writing. */
async function record(unit: UnitOfWork, batches: readonly ReportBatch[]): Promise<readonly (RecordedBatch | null)[]> {
  const read = await unit.eachLearner<BatchRow>(
    batchQuery(unit.schema),
    batches.map(({ key, named }) => ({ key, values: batchValues(key, named) })),
  )
  const judged = await unit.telemetry.span('ehr.judge', {}, async () =>
    batches.map((batch, index) => judgeBatch(toBatchRecords(read[index]![0]!), batch)),
  )
  const changed = judged.flatMap(({ changes, ...batch }, index) => (changes ? [{ ...batch, index, changes }] : []))
  const recorded: (RecordedBatch | null)[] = judged.map((batch) => batch.recorded)
  if (changed.length === 0) return recorded
  // Those that bring more than credit are a few, and written by another statement.
  const statements = new Map<string, typeof changed>()
  for (const part of changed) {
    const text = changesStatement(unit.schema, unit.writesEvents, part.changes)
    statements.set(text, [...(statements.get(text) ?? []), part])
  }
  for (const [text, parts] of statements) {
    const written = await unit.eachLearner<AppliedRow>(
      text,
      parts.map(({ index, basis, changes }) => {
        const { key } = batches[index]!
        return { key, values: changesValues(key, unit.writesEvents, basis, changes) }
      }),
    )
    parts.forEach(({ index, changes, credited }, place) => {
      if (written[place]![0]!.applied !== 1) recorded[index] = null
      else countChanges(unit.telemetry, changes, credited)
    })
  }
  return recorded
}

/** Whether an error may be one learner's: not where the database is away, but where it rolled back to end a deadlock. */
function concernsOne(error: unknown): boolean {
  return !(error instanceof StorageUnavailableError) || isRolledBack(error.cause)
}
