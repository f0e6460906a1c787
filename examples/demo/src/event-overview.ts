/** An event on its way to one endpoint, or at its end. */
export interface SentDelivery {
  readonly endpoint_id: string
  readonly state: 'pending' | 'delivered' | 'dead' | 'cancelled'
  readonly attempts: number
  /** When it is tried next, or was last due. */
  readonly due_at: string
  readonly last_error: string | null
  readonly finished_at: string | null
}

/** An event with what became of it. */
export interface SentEvent {
  readonly id: string
  readonly type: string
  readonly subject: string
  readonly revision: number
  readonly occurred_at: string
  readonly deliveries: readonly SentDelivery[]
}

/** Where events are sent. */
export interface SentTo {
  readonly id: string
  readonly url: string
  readonly state: 'active' | 'paused' | 'disabled'
  readonly state_reason: string | null
}

/** What `GET /dev/events` answers and the page of the events draws; the newest event first. */
export interface EventOverview {
  readonly endpoints: readonly SentTo[]
  readonly events: readonly SentEvent[]
}
