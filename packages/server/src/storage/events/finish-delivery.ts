import type { ClaimedDelivery, DeliveryOutcome, FinishedDelivery } from '../../core/records/delivery.js'
import type { Scope } from '../database/scope.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { cancelPending } from './cancel-pending.js'
import { FAILURES_BEFORE_PROBING } from './claim-deliveries.js'

/** Days of nothing but failures after which an endpoint is disabled. */
const DAYS_BEFORE_DISABLING = 5
export const GONE = 'The endpoint answered 410: it wants nothing more.'
const FAILED = `Every delivery has failed for ${DAYS_BEFORE_DISABLING.toString()} days.`

/** Writes how a try ended, if the claim still holds; the endpoint's failures are counted in the same transaction. */
export function finishDelivery(
  unit: UnitOfWork,
  delivery: ClaimedDelivery,
  outcome: DeliveryOutcome,
): Promise<FinishedDelivery> {
  // Nothing of the endpoint changes, so the one statement is enough.
  if (outcome.is === 'delivered' && !delivery.failing) return writeOutcome(unit.platform(), delivery, outcome)
  return unit.transaction(async (transaction) => {
    const platform = transaction.platform()
    await lockTarget(platform, delivery)
    const finished = await writeOutcome(platform, delivery, outcome)
    if (finished === 'lost') return finished
    return outcome.is === 'delivered' ? recover(platform, delivery) : countFailure(platform, delivery, outcome)
  })
}

async function lockTarget({ schema, query }: Scope, { tenantId, endpointId }: ClaimedDelivery): Promise<void> {
  await query(`select 1 as locked from ${schema}.event_targets where tenant_id = $1 and target = $2 for update`, [
    tenantId,
    endpointId,
  ])
}

/** What a delivery that is not over is left as; that of an endpoint that is gone is cancelled with all others. */
const STATES = { delivered: 'delivered', dead: 'dead', retry: 'pending', gone: 'pending' } as const

async function writeOutcome(
  { schema, query }: Scope,
  { tenantId, endpointId, subject, revision, lease }: ClaimedDelivery,
  outcome: DeliveryOutcome,
): Promise<FinishedDelivery> {
  const written = await query(
    `update ${schema}.event_deliveries d
     set state = $6, attempts = d.attempts + 1, last_status = $7::int4, last_error = $8, lease = null, leased_until = null,
       due_at = coalesce(clock_timestamp() + $9::float8 * interval '1 millisecond', d.due_at),
       finished_at = case when $6 = 'pending' then null else clock_timestamp() end
     where d.tenant_id = $1 and d.target = $2 and d.subject = $3 and d.revision = $4::float8::int8 and d.lease = $5::uuid
       and d.state = 'pending'
     returning 1 as written`,
    [
      tenantId,
      endpointId,
      subject,
      revision,
      lease,
      STATES[outcome.is],
      outcome.status,
      outcome.is === 'delivered' ? null : outcome.error,
      outcome.is === 'retry' ? outcome.delay : null,
    ],
  )
  return written.length === 0 ? 'lost' : 'kept'
}

/** An endpoint that was only probed gets everything that waits, at once; a pause that it has asked for meanwhile stays. */
async function recover({ schema, query }: Scope, { tenantId, endpointId }: ClaimedDelivery): Promise<FinishedDelivery> {
  await query(
    `with before as (
       select failures from ${schema}.event_targets where tenant_id = $1 and target = $2
     ), recovered as (
       update ${schema}.event_targets set failures = 0, failing_since = null, probe_at = null
       where tenant_id = $1 and target = $2
     )
     update ${schema}.event_deliveries d set due_at = clock_timestamp() from before
     where before.failures >= ${FAILURES_BEFORE_PROBING.toString()} and d.tenant_id = $1 and d.target = $2
       and d.state = 'pending' and d.due_at > clock_timestamp()
     returning 1 as hurried`,
    [tenantId, endpointId],
  )
  return 'kept'
}

async function countFailure(
  platform: Scope,
  { tenantId, endpointId }: ClaimedDelivery,
  outcome: DeliveryOutcome,
): Promise<FinishedDelivery> {
  const { schema, query } = platform
  const isOver = `(t.state <> 'disabled' and ($3::boolean
    or t.failing_since <= clock_timestamp() - interval '${DAYS_BEFORE_DISABLING.toString()} days'))`
  const [row] = await query<{ disabled: boolean }>(
    `update ${schema}.event_targets t
     set failures = least(t.failures, 1000000) + 1, failing_since = coalesce(t.failing_since, clock_timestamp()),
       retry_after = case when $4::float8 is null then t.retry_after
         else greatest(t.retry_after, clock_timestamp() + $4::float8 * interval '1 millisecond') end,
       state = case when ${isOver} then 'disabled' else t.state end,
       state_reason = case when ${isOver} then $5 else t.state_reason end,
       since = case when ${isOver} then clock_timestamp() else t.since end
     where t.tenant_id = $1 and t.target = $2
     returning t.state = 'disabled' as disabled`,
    [
      tenantId,
      endpointId,
      outcome.is === 'gone',
      outcome.is === 'retry' ? outcome.pause : null,
      outcome.is === 'gone' ? GONE : FAILED,
    ],
  )
  if (row?.disabled !== true) return 'kept'
  await cancelPending(platform, { tenantId, endpointId })
  return 'disabled'
}
