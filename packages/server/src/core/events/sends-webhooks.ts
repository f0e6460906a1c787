import type { DeliveryAnswer } from './delivery-outcome.js'

/** An event as it is sent. */
export interface Webhook {
  readonly url: string
  readonly eventId: string
  readonly body: string
  /** Every one signs: `whsec_…`. */
  readonly secrets: readonly string[]
  /** Gives up. */
  readonly signal: AbortSignal
}

/** Sends a webhook and waits for the answer, at most 15 s; a failure is an answer too. Port of `webhooks/`. */
export type SendWebhook = (webhook: Webhook) => Promise<DeliveryAnswer>
