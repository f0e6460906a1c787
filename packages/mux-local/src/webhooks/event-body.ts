import type { DeliveryRecord, EventRecord, State } from '../model/state.js'

/** More attempts than a day has room for: a delivery ends by time. */
const MAX_ATTEMPTS = 30

/** The body of an event as it is sent: earlier attempts to the same address are listed in it. */
export function eventBody(event: EventRecord, delivery: DeliveryRecord | undefined, { environment }: State): string {
  return JSON.stringify({
    type: event.type,
    id: event.id,
    created_at: new Date(event.created).toISOString(),
    object: event.object,
    environment: { name: environment.name, id: environment.id },
    data: event.data,
    attempts: (delivery?.attempts ?? []).map(({ id, at, address, status }) => ({
      id,
      address,
      created_at: new Date(at).toISOString(),
      webhook_id: 1,
      max_attempts: MAX_ATTEMPTS,
      response_status_code: status ?? 0,
      response_headers: {},
      response_body: null,
    })),
    request_id: null,
    accessor: null,
    accessor_source: null,
  })
}
