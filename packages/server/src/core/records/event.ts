/** An outgoing event as it is kept; `body` is `null` once it was erased. */
export interface EventRecord {
  readonly eventId: string
  readonly type: string
  readonly subject: string
  readonly revision: number
  readonly learnerId: string | null
  readonly occurredAt: Date
  readonly body: unknown
  readonly erasedAt: Date | null
}

/** `paused`: by call, events wait; `disabled`: nothing is sent and nothing waits. */
export type EndpointState = 'active' | 'paused' | 'disabled'

/** Where outgoing events of a tenant are sent. */
export interface EndpointRecord {
  readonly endpointId: string
  readonly url: string
  /** `null`: every type. */
  readonly types: readonly string[] | null
  /** Whether it is one of the options, and not made by a call. */
  readonly isOption: boolean
  readonly state: EndpointState
  readonly stateReason: string | null
  /** Since when it is in this state. */
  readonly since: Date
  /** Since when every delivery has failed; `null` while they arrive. */
  readonly failingSince: Date | null
  readonly createdAt: Date
  /** Deliveries that wait. */
  readonly pending: number
  /** Deliveries that were given up. */
  readonly dead: number
}

export interface EndpointKey {
  readonly tenantId: string
  readonly endpointId: string
}

/** `dead`: given up after three days; `cancelled`: the endpoint was disabled first. */
export const DELIVERY_STATES = ['pending', 'delivered', 'dead', 'cancelled'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** An event on its way to one endpoint. */
export interface DeliveryRecord {
  readonly endpointId: string
  readonly eventId: string
  readonly type: string
  readonly subject: string
  readonly revision: number
  readonly state: DeliveryState
  readonly attempts: number
  readonly dueAt: Date
  /** HTTP status of the last try, or `null` where there was no answer. */
  readonly lastStatus: number | null
  readonly lastError: string | null
  readonly finishedAt: Date | null
}
