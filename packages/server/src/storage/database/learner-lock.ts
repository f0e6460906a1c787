import type { LearnerScope } from './scope.js'

/**
 * Waits for the learner's lock and counts a change; creates the learner if missing.
 *
 * A row that does not exist locks nothing: two first reports at once were credited twice (`docs/ledger.md`). A statement of
 * its own, because a clock read in the statement that waits would be read before the wait.
 */
export async function lockLearner(learner: LearnerScope): Promise<void> {
  await ensureLearner(learner)
  await lockKnownLearner(learner)
}

/** Waits for the lock of a learner and counts a change; `false` where there is no such learner, or not any more. */
export async function lockKnownLearner({ schema, tenantId, learnerId, query }: LearnerScope): Promise<boolean> {
  const locked = await query(
    `update ${schema}.learners set revision = revision + 1 where tenant_id = $1 and learner_id = $2 returning 1 as locked`,
    [tenantId, learnerId],
  )
  return locked.length > 0
}

/**
 * Creates the learner, with a random scope, if missing; until the transaction ends nobody erases the learner.
 *
 * The revision begins at a random number: what was worked out from a learner who was erased meanwhile must not be taken for
 * something about the new one.
 */
export async function ensureLearner({ schema, tenantId, learnerId, query }: LearnerScope): Promise<void> {
  for (;;) {
    const [row] = await query<{ known: boolean }>(
      `with held as (
         select 1 from ${schema}.learners where tenant_id = $1 and learner_id = $2 for key share
       ), made as (
         insert into ${schema}.learners (tenant_id, learner_id, scope, revision)
         select $1, $2, replace(gen_random_uuid()::text, '-', ''), floor(random() * 1e12)::int8
         where not exists (select from held) on conflict do nothing returning 1
       ) select exists (select from held) or exists (select from made) as known`,
      [tenantId, learnerId],
    )
    // Not so where somebody else has just created the same learner, which the next statement sees.
    if (row!.known) return
  }
}
