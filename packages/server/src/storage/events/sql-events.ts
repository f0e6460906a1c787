import { endpointSubject } from '../../core/events/subject.js'
import type { DeliveryRecord, DeliveryState, EndpointKey, EventRecord } from '../../core/records/event.js'
import type { SqlRow, SqlValue } from '../database/sql-client.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { epochMs } from '../rows/epoch-ms.js'
import { happenedColumns, writeEvents } from '../write/write-events.js'
import type { DeliveryListing, EventListing, Events } from './events.js'

interface EventRow extends SqlRow {
  readonly event_id: string
  readonly type: string
  readonly subject: string
  readonly revision: number
  readonly learner_id: string | null
  readonly occurred_at: number
  readonly body: unknown
  readonly erased_at: number | null
}

interface DeliveryRow extends SqlRow {
  readonly target: string
  readonly event_id: string
  readonly type: string
  readonly subject: string
  readonly revision: number
  readonly state: DeliveryState
  readonly attempts: number
  readonly due_at: number
  readonly last_status: number | null
  readonly last_error: string | null
  readonly finished_at: number | null
}

const EVENT_COLUMNS = `g.event_id, g.type, g.subject, g.revision::float8 as revision, g.learner_id,
  ${epochMs('g.occurred_at')}::float8 as occurred_at, g.body, ${epochMs('g.erased_at')}::float8 as erased_at`

/** SQL of a delivery that waits as if it were new. */
const RENEWED = `state = 'pending', attempts = 0, due_at = clock_timestamp(), first_tried_at = null, finished_at = null`

export class SqlEvents implements Events {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  async list(tenantId: string, { type, learnerId, limit, after }: EventListing): Promise<readonly EventRecord[]> {
    const { schema, query } = this.#unit.tenant(tenantId)
    const rows = await query<EventRow>(
      `select ${EVENT_COLUMNS} from ${schema}.event_log g
       where g.tenant_id = $1 and ($2::text is null or g.type = $2) and ($3::text is null or g.learner_id = $3)
         and ($5::float8 is null or (g.occurred_at, g.event_id) < (to_timestamp($5::float8 / 1000), $6::uuid))
       order by g.occurred_at desc, g.event_id desc limit $4::int4`,
      [tenantId, type, learnerId, limit, after?.occurredAt ?? null, after?.eventId ?? null],
    )
    return rows.map(toEventRecord)
  }

  async find(tenantId: string, eventId: string): Promise<EventRecord | null> {
    const { schema, query } = this.#unit.tenant(tenantId)
    const [row] = await query<EventRow>(
      `select ${EVENT_COLUMNS} from ${schema}.event_log g where g.tenant_id = $1 and g.event_id = $2::uuid`,
      [tenantId, eventId],
    )
    return row ? toEventRecord(row) : null
  }

  async listDeliveries(
    tenantId: string,
    { endpointId, state, eventId, limit, after }: DeliveryListing,
  ): Promise<readonly DeliveryRecord[]> {
    const { schema, query } = this.#unit.tenant(tenantId)
    const rows = await query<DeliveryRow>(
      `select d.target, d.event_id, g.type, d.subject, d.revision::float8 as revision, d.state, d.attempts,
         ${epochMs('d.due_at')}::float8 as due_at, d.last_status, d.last_error,
         ${epochMs('d.finished_at')}::float8 as finished_at
       from ${schema}.event_deliveries d
       join ${schema}.event_log g on g.tenant_id = d.tenant_id and g.subject = d.subject and g.revision = d.revision
       where d.tenant_id = $1 and ($2::text is null or d.target = $2) and ($3::text is null or d.state = $3)
         and ($4::uuid is null or d.event_id = $4::uuid)
         and (d.target, d.subject, d.revision) > ($6, $7, $8::float8::int8)
       order by d.target, d.subject, d.revision limit $5::int4`,
      [
        tenantId,
        endpointId,
        state,
        eventId,
        limit,
        after?.endpointId ?? '',
        after?.subject ?? '',
        after?.revision ?? 0,
      ],
    )
    return rows.map(toDeliveryRecord)
  }

  async resend({ tenantId, endpointId }: EndpointKey, eventId: string): Promise<boolean> {
    await this.#hold(`g.tenant_id = $1 and g.event_id = $2::uuid`, [tenantId, eventId])
    const { schema, query } = this.#unit.tenant(tenantId)
    const sent = await query(
      `insert into ${schema}.event_deliveries as d (tenant_id, target, subject, revision, event_id, learner_id, due_at)
       select g.tenant_id, $2, g.subject, g.revision, g.event_id, g.learner_id, clock_timestamp()
       from ${schema}.event_log g where g.tenant_id = $1 and g.event_id = $3::uuid and g.body is not null
       on conflict (tenant_id, target, subject, revision) do update set ${RENEWED} where d.state <> 'pending'
       returning 1 as sent`,
      [tenantId, endpointId, eventId],
    )
    return sent.length > 0
  }

  async resendDead({ tenantId, endpointId }: EndpointKey): Promise<number> {
    const { schema, query } = this.#unit.tenant(tenantId)
    const sent = await query(
      `update ${schema}.event_deliveries d set ${RENEWED}
       where d.tenant_id = $1 and d.target = $2 and d.state = 'dead' and exists (
         select from ${schema}.event_log g where g.tenant_id = d.tenant_id and g.subject = d.subject
           and g.revision = d.revision and g.body is not null)
       returning 1 as sent`,
      [tenantId, endpointId],
    )
    return sent.length
  }

  async replay({ tenantId, endpointId }: EndpointKey, since: Date): Promise<number> {
    await this.#hold(`g.tenant_id = $1 and g.occurred_at >= $2::timestamptz and g.body is not null`, [tenantId, since])
    const { schema, query } = this.#unit.tenant(tenantId)
    const sent = await query(
      `insert into ${schema}.event_deliveries as d (tenant_id, target, subject, revision, event_id, learner_id, due_at)
       select g.tenant_id, t.target, g.subject, g.revision, g.event_id, g.learner_id, clock_timestamp()
       from ${schema}.event_targets t join ${schema}.event_log g on g.tenant_id = t.tenant_id
         and (t.types is null or g.type = any(t.types))
       where t.tenant_id = $1 and t.target = $2 and g.occurred_at >= $3::timestamptz and g.body is not null
         and g.type <> 'endpoint.test'
       on conflict (tenant_id, target, subject, revision) do update set ${RENEWED} where d.state = 'cancelled'
       returning 1 as sent`,
      [tenantId, endpointId, since],
    )
    return sent.length
  }

  /** Keeps events from being erased or deleted before the transaction ends; those that were meanwhile are then seen to be. */
  async #hold(which: string, values: readonly SqlValue[]): Promise<void> {
    const { schema, query } = this.#unit.platform()
    await query(`select 1 as held from ${schema}.event_log g where ${which} for key share`, values)
  }

  async writeTest({ tenantId, endpointId }: EndpointKey, message: string): Promise<string> {
    const { schema, query } = this.#unit.tenant(tenantId)
    const [row] = await query<{ event_id: string }>(
      `with happened as (
         select ${happenedColumns({
           eventId: 'gen_random_uuid()',
           type: `'endpoint.test'`,
           subject: '$3',
           learnerId: 'null::text',
           occurredAt: 'clock_timestamp()',
           data: `jsonb_build_object('message', $4)`,
         })}
       ), ${writeEvents(schema, { onlyTo: '$2' })}
       select event_id from happened`,
      [tenantId, endpointId, endpointSubject(endpointId), message],
    )
    return row!.event_id
  }
}

function toEventRecord(row: EventRow): EventRecord {
  return {
    eventId: row.event_id,
    type: row.type,
    subject: row.subject,
    revision: row.revision,
    learnerId: row.learner_id,
    occurredAt: new Date(row.occurred_at),
    body: row.body,
    erasedAt: row.erased_at === null ? null : new Date(row.erased_at),
  }
}

function toDeliveryRecord(row: DeliveryRow): DeliveryRecord {
  return {
    endpointId: row.target,
    eventId: row.event_id,
    type: row.type,
    subject: row.subject,
    revision: row.revision,
    state: row.state,
    attempts: row.attempts,
    dueAt: new Date(row.due_at),
    lastStatus: row.last_status,
    lastError: row.last_error,
    finishedAt: row.finished_at === null ? null : new Date(row.finished_at),
  }
}
