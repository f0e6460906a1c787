import type { EndpointRecord, EndpointState } from '../../core/records/event.js'

/** An endpoint as it is shown; its secrets are not. */
export interface EndpointResource {
  readonly id: string
  readonly url: string
  /** Types that it asks for; `null`: every type. */
  readonly types: readonly string[] | null
  /** `options`, or `call`. */
  readonly origin: 'options' | 'call'
  readonly state: EndpointState
  readonly state_reason: string | null
  /** Since when it is in this state. */
  readonly since: string
  /** Since when every delivery has failed, or `null`. */
  readonly failing_since: string | null
  readonly created_at: string
  /** Deliveries that wait. */
  readonly pending: number
  /** Deliveries that were given up. */
  readonly dead: number
}

export function toEndpointResource(endpoint: EndpointRecord): EndpointResource {
  return {
    id: endpoint.endpointId,
    url: endpoint.url,
    types: endpoint.types,
    origin: endpoint.isOption ? 'options' : 'call',
    state: endpoint.state,
    state_reason: endpoint.stateReason,
    since: endpoint.since.toISOString(),
    failing_since: endpoint.failingSince?.toISOString() ?? null,
    created_at: endpoint.createdAt.toISOString(),
    pending: endpoint.pending,
    dead: endpoint.dead,
  }
}
