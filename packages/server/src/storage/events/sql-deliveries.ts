import type { ClaimedDelivery, ClaimLimits, DeliveryOutcome, FinishedDelivery } from '../../core/records/delivery.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { epochMs } from '../rows/epoch-ms.js'
import { claimDeliveries } from './claim-deliveries.js'
import type { Deliveries } from './deliveries.js'
import { finishDelivery } from './finish-delivery.js'

export class SqlDeliveries implements Deliveries {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  claim(limits: ClaimLimits): Promise<readonly ClaimedDelivery[]> {
    return claimDeliveries(this.#unit.platform(), limits)
  }

  finish(delivery: ClaimedDelivery, outcome: DeliveryOutcome): Promise<FinishedDelivery> {
    return finishDelivery(this.#unit, delivery, outcome)
  }

  async oldestPending(): Promise<readonly { readonly kind: string; readonly age: number }[]> {
    const { schema, query } = this.#unit.platform()
    return query<{ kind: string; age: number }>(
      `select t.kind, greatest(0, ${epochMs('clock_timestamp()')} - min(${epochMs('g.occurred_at')}))::float8 as age
       from ${schema}.event_deliveries d
       join ${schema}.event_targets t on t.tenant_id = d.tenant_id and t.target = d.target
       join ${schema}.event_log g on g.tenant_id = d.tenant_id and g.subject = d.subject and g.revision = d.revision
       where d.state = 'pending' and t.state = 'active'
       group by t.kind order by t.kind`,
    )
  }

  async release({ tenantId, endpointId, subject, revision, lease, attempts }: ClaimedDelivery): Promise<void> {
    const { schema, query } = this.#unit.platform()
    await query(
      `update ${schema}.event_deliveries
       set lease = null, leased_until = null, first_tried_at = case when $6::int4 = 0 then null else first_tried_at end
       where tenant_id = $1 and target = $2 and subject = $3 and revision = $4::float8::int8 and lease = $5::uuid`,
      [tenantId, endpointId, subject, revision, lease, attempts],
    )
  }
}
