import type { EndpointKey } from './event.js'

/** A secret as it is kept: encrypted. `until`: when it stops signing, in milliseconds since 1970; `null`: it does not. */
export interface SealedSecret {
  readonly sealed: string
  readonly until: number | null
}

/** A delivery that this process may send, until its lease ends. */
export interface ClaimedDelivery extends EndpointKey {
  readonly subject: string
  readonly revision: number
  readonly eventId: string
  readonly body: unknown
  /** Names this claim; whoever holds another one writes nothing. */
  readonly lease: string
  readonly url: string
  /** Empty for an endpoint of the options. */
  readonly secrets: readonly SealedSecret[]
  /** Tries before this one. */
  readonly attempts: number
  /** Milliseconds from the first try to this claim. */
  readonly elapsed: number
  /** On the database's clock, in milliseconds since 1970. */
  readonly claimedAt: number
  /** Whether deliveries to the endpoint failed lately. */
  readonly failing: boolean
}

/** What this process can send. */
export interface ClaimLimits {
  /** Endpoints of its options, whose secrets it has. */
  readonly options: readonly EndpointKey[]
  /** Whether it can read the secrets that are kept. */
  readonly opensSecrets: boolean
  /** The most deliveries. */
  readonly limit: number
}

/**
 * How a try ended.
 *
 * `gone`: the endpoint asked for nothing more. `retry`: after `delay` milliseconds; `pause`: how long the endpoint is left alone.
 */
export type DeliveryOutcome =
  | { readonly is: 'delivered'; readonly status: number }
  | { readonly is: 'gone'; readonly status: number; readonly error: string }
  | { readonly is: 'dead'; readonly status: number | null; readonly error: string }
  | {
      readonly is: 'retry'
      readonly status: number | null
      readonly error: string
      readonly delay: number
      readonly pause: number | null
    }

/** What became of an outcome: `lost`, because somebody else holds the lease now; `disabled`: the endpoint was, with it. */
export type FinishedDelivery = 'kept' | 'lost' | 'disabled'
