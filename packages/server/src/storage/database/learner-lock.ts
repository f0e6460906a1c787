import type { LearnerScope } from './scope.js'

/**
 * Waits for the learner's lock and counts a change; creates the learner if missing.
 *
 * A row that does not exist locks nothing: two first reports at once were credited twice (`docs/ledger.md`). A statement of
 * its own, because a clock read in the statement that waits would be read before the wait.
 */
export async function lockLearner(learner: LearnerScope): Promise<void> {
  await ensureLearner(learner)
  await learner.query(
    `update ${learner.schema}.learners set revision = revision + 1 where tenant_id = $1 and learner_id = $2`,
    [learner.tenantId, learner.learnerId],
  )
}

/** Creates the learner, with a random scope, if missing. */
export async function ensureLearner({ schema, tenantId, learnerId, query }: LearnerScope): Promise<void> {
  await query(
    `insert into ${schema}.learners (tenant_id, learner_id, scope)
     values ($1, $2, replace(gen_random_uuid()::text, '-', '')) on conflict do nothing`,
    [tenantId, learnerId],
  )
}
