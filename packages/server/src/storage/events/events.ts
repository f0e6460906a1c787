import type { DeliveryRecord, DeliveryState, EndpointKey, EventRecord } from '../../core/records/event.js'

/** Where a page begins: after the event that has this instant and id. */
export interface EventPlace {
  readonly occurredAt: number
  readonly eventId: string
}

/** Which events a list is about. */
export interface EventListing {
  readonly type: string | null
  readonly learnerId: string | null
  readonly limit: number
  readonly after: EventPlace | null
}

/** Which deliveries a list is about. */
export interface DeliveryListing {
  readonly endpointId: string | null
  readonly state: DeliveryState | null
  readonly eventId: string | null
  readonly limit: number
  readonly after: { readonly endpointId: string; readonly subject: string; readonly revision: number } | null
}

/** What outgoing events are kept, and what became of them. */
export interface Events {
  /** A page of the events of a tenant, the newest first. */
  list(tenantId: string, listing: EventListing): Promise<readonly EventRecord[]>
  find(tenantId: string, eventId: string): Promise<EventRecord | null>
  /** A page of deliveries, by endpoint, subject and revision. */
  listDeliveries(tenantId: string, listing: DeliveryListing): Promise<readonly DeliveryRecord[]>
  /** Sends an event once more, or for the first time, to an endpoint; `false` where it waits already. */
  resend(endpoint: EndpointKey, eventId: string): Promise<boolean>
  /** Sends everything once more that was given up; answers how many. */
  resendDead(endpoint: EndpointKey): Promise<number>
  /** Sends what happened since and the endpoint asks for, was never sent to it or was cancelled; answers how many. */
  replay(endpoint: EndpointKey, since: Date): Promise<number>
  /** Writes an event to try an endpoint, for that one alone; answers its id. */
  writeTest(endpoint: EndpointKey, message: string): Promise<string>
}
