import type { ClaimedMuxEvents, MuxEventOutcome, MuxObject, ReceivedMuxEvent } from '../../core/records/upload.js'
import type { SqlRow } from '../database/sql-client.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import type { MuxEvents } from './mux-events.js'

/** Events of one upload that are claimed at once; more than Mux ever sends of one. */
const PER_CLAIM = 100

interface ClaimedRow extends SqlRow, MuxObject {
  readonly tenant_id: string
  readonly upload_id: string
  readonly event_id: string
}

export class SqlMuxEvents implements MuxEvents {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  async receive(event: ReceivedMuxEvent): Promise<MuxEventOutcome> {
    const { schema, query } = this.#unit.platform()
    const { eventId, type, objectType, objectId, passthrough, assetId = null } = event
    // An object says of itself whose it is; one that is known is whose it was. Texts are compared, so that nothing can fail to be an id.
    const [row] = await query<{ state: string }>(
      `with ours as (
         select (select u.upload_id from ${schema}.uploads u where u.upload_id::text = $5
           union all select u.upload_id from ${schema}.uploads u where u.mux_upload_id = $4 or u.asset_id = $4
             union all select u.upload_id from ${schema}.uploads u where u.asset_id = $6 limit 1) as upload_id
       )
       insert into ${schema}.webhook_events (event_id, type, object_type, object_id, upload_id, state)
       select $1, $2, $3, $4, o.upload_id, case when o.upload_id is null then 'ignored' else 'received' end from ours o
       on conflict (event_id) do nothing returning state`,
      [eventId, type, objectType, objectId, passthrough, assetId],
    )
    return (row?.state as 'received' | 'ignored' | undefined) ?? 'repeated'
  }

  async claim(): Promise<ClaimedMuxEvents | null> {
    const { schema, query } = this.#unit.platform()
    const rows = await query<ClaimedRow>(
      `with first as (
         select e.upload_id from ${schema}.webhook_events e
         where e.state = 'received' and e.due_at <= clock_timestamp() order by e.due_at limit 1
       ), due as (
         select e.event_id from ${schema}.webhook_events e join first f on f.upload_id = e.upload_id
         where e.state = 'received' and e.due_at <= clock_timestamp()
         order by e.event_id limit ${PER_CLAIM.toString()} for update of e skip locked
       ), claimed as (
         update ${schema}.webhook_events e set due_at = clock_timestamp() + interval '1 minute', attempts = e.attempts + 1
         from due where e.event_id = due.event_id returning e.event_id, e.upload_id, e.object_type, e.object_id
       )
       select u.tenant_id, u.upload_id::text as upload_id, c.event_id, c.object_type as type, c.object_id as id
       from claimed c join ${schema}.uploads u on u.upload_id = c.upload_id`,
    )
    const [first] = rows
    if (!first) return null
    return {
      tenantId: first.tenant_id,
      uploadId: first.upload_id,
      eventIds: rows.map(({ event_id }) => event_id),
      objects: rows.map(({ type, id }) => ({ type, id })),
    }
  }

  async applied(eventIds: readonly string[]): Promise<void> {
    const { schema, query } = this.#unit.platform()
    await query(
      `update ${schema}.webhook_events set state = 'applied'
       where event_id in (select jsonb_array_elements_text($1::jsonb)) and state = 'received'`,
      [JSON.stringify(eventIds)],
    )
  }

  async putOff(eventIds: readonly string[]): Promise<void> {
    const { schema, query } = this.#unit.platform()
    const isOver = `e.received_at < clock_timestamp() - interval '3 days'`
    await query(
      `update ${schema}.webhook_events e
       set due_at = clock_timestamp() + least(10 * 2 ^ least(e.attempts, 12), 3600) * interval '1 second',
         state = case when ${isOver} then 'ignored' else e.state end, reason = case when ${isOver} then 'unreadable' end
       where e.event_id in (select jsonb_array_elements_text($1::jsonb)) and e.state = 'received'`,
      [JSON.stringify(eventIds)],
    )
  }

  async sweep(): Promise<number> {
    const { schema, query } = this.#unit.platform()
    const [row] = await query<{ count: number }>(
      `with old as (
         select event_id from ${schema}.webhook_events
         where state <> 'received' and received_at < clock_timestamp() - interval '40 days' limit 1000
       ), gone as (
         delete from ${schema}.webhook_events e using old where e.event_id = old.event_id returning 1
       ) select count(*)::int4 as count from gone`,
    )
    return row!.count
  }
}
