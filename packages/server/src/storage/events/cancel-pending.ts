import type { EndpointKey } from '../../core/records/event.js'
import type { Scope } from '../database/scope.js'

/** Cancels everything that waits for an endpoint; whoever is sending something of it now writes nothing of that. */
export async function cancelPending({ schema, query }: Scope, { tenantId, endpointId }: EndpointKey): Promise<void> {
  await query(
    `update ${schema}.event_deliveries
     set state = 'cancelled', finished_at = clock_timestamp(), lease = null, leased_until = null
     where tenant_id = $1 and target = $2 and state = 'pending' returning 1 as cancelled`,
    [tenantId, endpointId],
  )
}
