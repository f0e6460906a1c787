import type { EventEnvelope } from '@enhancedhr/protocol/events'
import type { DeliveryRecord, DeliveryState, EventRecord } from '../../core/records/event.js'

/** An event as it is kept. */
export interface EventResource {
  readonly id: string
  readonly type: string
  readonly subject: string
  readonly revision: number
  readonly occurred_at: string
  /** What receivers get; `null` once it was erased. */
  readonly body: EventEnvelope | null
  readonly erased_at: string | null
}

/** An event on its way to one endpoint. */
export interface DeliveryResource {
  readonly endpoint_id: string
  readonly event_id: string
  readonly type: string
  readonly subject: string
  readonly revision: number
  readonly state: DeliveryState
  readonly attempts: number
  /** When it is tried next, or was last due. */
  readonly due_at: string
  /** HTTP status of the last try; `null` where there was no answer. */
  readonly last_status: number | null
  readonly last_error: string | null
  readonly finished_at: string | null
}

export function toEventResource(event: EventRecord): EventResource {
  return {
    id: event.eventId,
    type: event.type,
    subject: event.subject,
    revision: event.revision,
    occurred_at: event.occurredAt.toISOString(),
    body: event.body as EventEnvelope | null,
    erased_at: event.erasedAt?.toISOString() ?? null,
  }
}

export function toDeliveryResource(delivery: DeliveryRecord): DeliveryResource {
  return {
    endpoint_id: delivery.endpointId,
    event_id: delivery.eventId,
    type: delivery.type,
    subject: delivery.subject,
    revision: delivery.revision,
    state: delivery.state,
    attempts: delivery.attempts,
    due_at: delivery.dueAt.toISOString(),
    last_status: delivery.lastStatus,
    last_error: delivery.lastError,
    finished_at: delivery.finishedAt?.toISOString() ?? null,
  }
}
