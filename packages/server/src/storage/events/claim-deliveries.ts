import type { ClaimedDelivery, ClaimLimits, SealedSecret } from '../../core/records/delivery.js'
import type { Scope } from '../database/scope.js'
import type { SqlRow } from '../database/sql-client.js'
import { epochMs } from '../rows/epoch-ms.js'

/** Deliveries of one endpoint that are sent at once, over all processes. */
const PER_ENDPOINT = 8
/** How long a claim holds, in seconds: four times as long as a try may take. */
const LEASE_SECONDS = 60
/** An endpoint that failed so often in a row, over so many minutes, is only tried once a minute. */
export const FAILURES_BEFORE_PROBING = 20
const MINUTES_BEFORE_PROBING = 15

interface ClaimedRow extends SqlRow {
  readonly tenant_id: string
  readonly target: string
  readonly subject: string
  readonly revision: number
  readonly event_id: string
  readonly body: unknown
  readonly lease: string
  readonly url: string
  readonly secrets: readonly SealedSecret[]
  readonly attempts: number
  readonly elapsed: number
  readonly claimed_at: number
  readonly failing: boolean
}

/** Claims what is due; see `Deliveries`. */
export async function claimDeliveries(
  { schema, query }: Scope,
  { options, opensSecrets, limit }: ClaimLimits,
): Promise<readonly ClaimedDelivery[]> {
  const rows = await query<ClaimedRow>(toStatement(schema), [
    JSON.stringify(options.map(({ tenantId, endpointId }) => ({ tenant_id: tenantId, target: endpointId }))),
    opensSecrets,
    limit,
  ])
  return rows.map((row) => ({
    tenantId: row.tenant_id,
    endpointId: row.target,
    subject: row.subject,
    revision: row.revision,
    eventId: row.event_id,
    body: row.body,
    lease: row.lease,
    url: row.url,
    secrets: row.secrets,
    attempts: row.attempts,
    elapsed: row.elapsed,
    claimedAt: row.claimed_at,
    failing: row.failing,
  }))
}

/**
 * SQL of the claim. A probe takes the delivery that has waited longest, due or not, and is counted when it is claimed. What
 * somebody else locks is skipped, and what somebody else claimed since the statement began is seen when its row is locked.
 *
 * Rows of targets are locked before those of deliveries, here as everywhere, so that two processes cannot wait for each other.
 */
function toStatement(schema: string): string {
  const isFree = `(d.leased_until is null or d.leased_until <= n.at)`
  const ofTarget = (deliveries: string) => `${deliveries}.tenant_id = t.tenant_id and ${deliveries}.target = t.target`
  return `with n as materialized (select clock_timestamp() as at),
     served as (
       select t.tenant_id, t.target, t.url, t.secrets, t.failures > 0 as failing,
         t.failures >= ${FAILURES_BEFORE_PROBING.toString()}
           and t.failing_since <= n.at - interval '${MINUTES_BEFORE_PROBING.toString()} minutes' as probing,
         coalesce(t.probe_at <= n.at, true) as probe_due
       from ${schema}.event_targets t, n
       where t.kind = 'webhook' and t.state = 'active' and coalesce(t.retry_after <= n.at, true)
         and case t.origin when 'call' then $2::boolean else exists (
           select from jsonb_to_recordset($1::jsonb) o(tenant_id text, target text)
           where o.tenant_id = t.tenant_id and o.target = t.target) end
     ), probed as (
       update ${schema}.event_targets t set probe_at = n.at + interval '1 minute'
       from served s, n
       where t.tenant_id = s.tenant_id and t.target = s.target and s.probing and s.probe_due
         and coalesce(t.probe_at <= n.at, true)
       returning t.tenant_id, t.target
     ), targets as (
       select s.* from served s where not s.probing
       union all
       select s.* from served s join probed using (tenant_id, target)
     ), chosen as (
       select c.* from targets t cross join n cross join lateral (
         select d.tenant_id, d.target, d.subject, d.revision, d.due_at,
           row_number() over (order by d.due_at, d.subject) as place
         from (
           select d.tenant_id, d.target, d.subject, d.revision, d.due_at from ${schema}.event_deliveries d
           where ${ofTarget('d')} and d.state = 'pending' and (d.due_at <= n.at or t.probing) and ${isFree}
             and not exists (select from ${schema}.event_deliveries e
               where ${ofTarget('e')} and e.subject = d.subject and e.state = 'pending' and e.revision < d.revision)
           order by d.due_at
           limit case when t.probing then 1 else greatest(0, ${PER_ENDPOINT.toString()} - (
             select count(*) from ${schema}.event_deliveries l
             where ${ofTarget('l')} and l.lease is not null and l.leased_until > n.at)) end
         ) d) c
       order by c.place, c.due_at limit $3::int4
     ), locked as (
       select d.tenant_id, d.target, d.subject, d.revision from ${schema}.event_deliveries d
       join chosen c on c.tenant_id = d.tenant_id and c.target = d.target and c.subject = d.subject and c.revision = d.revision
       cross join n
       where d.state = 'pending' and ${isFree}
       for update of d skip locked
     ), claimed as (
       update ${schema}.event_deliveries d
       set lease = gen_random_uuid(), leased_until = n.at + interval '${LEASE_SECONDS.toString()} seconds',
         first_tried_at = coalesce(d.first_tried_at, n.at)
       from locked c, n
       where c.tenant_id = d.tenant_id and c.target = d.target and c.subject = d.subject and c.revision = d.revision
       returning d.tenant_id, d.target, d.subject, d.revision, d.event_id, d.lease, d.attempts, d.first_tried_at
     )
     select d.tenant_id, d.target, d.subject, d.revision::float8 as revision, d.event_id, g.body, d.lease, t.url, t.secrets,
       d.attempts, ${epochMs('n.at')}::float8 as claimed_at,
       (${epochMs('n.at')} - ${epochMs('d.first_tried_at')})::float8 as elapsed, t.failing
     from claimed d join targets t using (tenant_id, target)
     join ${schema}.event_log g on g.tenant_id = d.tenant_id and g.subject = d.subject and g.revision = d.revision
     cross join n`
}
