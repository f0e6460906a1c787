import type { DeliveryState } from '../../core/records/event.js'
import type { DeliveryListing, EventPlace } from '../../storage/store.js'
import { readCursor, toPage, toPageSize, type Page } from '../cursor.js'
import { type DeliveryResource, type EventResource, toDeliveryResource, toEventResource } from './event-resource.js'
import { type EventsContext, refuse } from './events-context.js'

/** Which events a list is about. */
export interface EventQuery {
  readonly type: string | null
  readonly learnerId: string | null
  readonly limit: number | null
  readonly cursor: string | null
}

/** Which deliveries a list is about. */
export interface DeliveryQuery {
  readonly endpointId: string | null
  readonly state: DeliveryState | null
  readonly eventId: string | null
  readonly limit: number | null
  readonly cursor: string | null
}

/** Lists the events of a tenant, the newest first. */
export async function listEvents(
  { store }: EventsContext,
  tenantId: string,
  { limit, cursor, ...query }: EventQuery,
): Promise<Page<EventResource>> {
  const size = toPageSize(limit)
  const after = cursor === null ? null : readEventPlace(readCursor(cursor))
  const found = await store.events.list(tenantId, { ...query, limit: size + 1, after })
  return toPage(found.map(toEventResource), size, ({ id, occurred_at: at }) => `${at} ${id}`)
}

export async function getEvent({ store }: EventsContext, tenantId: string, eventId: string): Promise<EventResource> {
  const event = await store.events.find(tenantId, readEventId(eventId))
  if (!event) throw refuse('/event_id', 'There is no such event.')
  return toEventResource(event)
}

/** Lists what became of events, by endpoint, subject and revision. */
export async function listDeliveries(
  { store }: EventsContext,
  tenantId: string,
  { limit, cursor, ...query }: DeliveryQuery,
): Promise<Page<DeliveryResource>> {
  const size = toPageSize(limit)
  const after = cursor === null ? null : readDeliveryPlace(readCursor(cursor))
  const eventId = query.eventId === null ? null : readEventId(query.eventId)
  const found = await store.events.listDeliveries(tenantId, { ...query, eventId, limit: size + 1, after })
  return toPage(found.map(toDeliveryResource), size, ({ endpoint_id: endpoint, subject, revision }) =>
    [revision.toString(), endpoint, subject].join(' '),
  )
}

/** An event's id; anything else would be an error of the database. */
export function readEventId(text: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return text
  throw refuse('/event_id', 'Expected the id of an event.')
}

function readEventPlace(text: string): EventPlace {
  const [at = '', eventId = ''] = text.split(' ')
  const occurredAt = Date.parse(at)
  if (Number.isNaN(occurredAt)) throw refuseCursor()
  return { occurredAt, eventId: readEventId(eventId) }
}

function readDeliveryPlace(text: string): DeliveryListing['after'] {
  const [, revision, endpointId, subject] = /^(\d{1,15}) (\S+) (\S+)$/.exec(text) ?? []
  if (revision === undefined || endpointId === undefined || subject === undefined) throw refuseCursor()
  return { endpointId, subject, revision: Number(revision) }
}

function refuseCursor(): Error {
  return refuse('/cursor', 'Expected a `next_cursor` of the page before.')
}
