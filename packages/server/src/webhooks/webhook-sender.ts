import type { SendWebhook } from '../core/events/sends-webhooks.js'
import type { DeliveryAnswer } from '../core/events/delivery-outcome.js'
import { signWebhook } from './sign-webhook.js'

/** How long a try may take in all, in milliseconds. */
const DEADLINE_MS = 15_000

/** A request to an endpoint. */
export interface WebhookRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly signal: AbortSignal
}

/** Carries a request; rejects with an `Error` whose message may be kept where there is no answer. */
export type WebhookTransport = (
  request: WebhookRequest,
) => Promise<{ readonly status: number; readonly retryAfter: string | null }>

/** Signs and sends webhooks; `clock` gives milliseconds since 1970. */
export function createWebhookSender(transport: WebhookTransport, clock: () => number): SendWebhook {
  return async ({ url, eventId, body, secrets, signal }): Promise<DeliveryAnswer> => {
    const timestamp = Math.floor(clock() / 1_000)
    try {
      const headers = {
        'content-type': 'application/json',
        'user-agent': 'ehr-lessons',
        'webhook-id': eventId,
        'webhook-timestamp': timestamp.toString(),
        'webhook-signature': await signWebhook({ eventId, timestamp, body }, secrets),
      }
      return await transport({
        url,
        headers,
        body,
        signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
      })
    } catch (error) {
      return { status: null, error: explain(error) }
    }
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return 'The request failed.'
  if (error.name === 'TimeoutError') return `No answer within ${(DEADLINE_MS / 1_000).toString()} s.`
  // Node joins what each address said into one error without words.
  if (error instanceof AggregateError && error.message === '') return explain(error.errors[0])
  return error.message
}
