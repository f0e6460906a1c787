import type { LearnerKey } from '../../core/records/learner-key.js'
import type { SqlRunner } from './sql-client.js'

/**
 * Waits for the learner's lock and counts a change; makes the learner where there is none yet.
 *
 * A row that does not exist locks nothing: two first reports at once were credited twice (`docs/ledger.md`). A statement of
 * its own, because a clock read in the statement that waits would be read before the wait.
 */
export async function lockLearner(
  runner: SqlRunner,
  schema: string,
  { tenantId, learnerId }: LearnerKey,
): Promise<void> {
  await ensureLearner(runner, schema, { tenantId, learnerId })
  await runner.query(`update ${schema}.learners set revision = revision + 1 where tenant_id = $1 and learner_id = $2`, [
    tenantId,
    learnerId,
  ])
}

/** Makes the learner, with a random scope, where there is none yet. */
export async function ensureLearner(
  runner: SqlRunner,
  schema: string,
  { tenantId, learnerId }: LearnerKey,
): Promise<void> {
  await runner.query(
    `insert into ${schema}.learners (tenant_id, learner_id, scope)
     values ($1, $2, replace(gen_random_uuid()::text, '-', '')) on conflict do nothing`,
    [tenantId, learnerId],
  )
}
