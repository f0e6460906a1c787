import { complainAboutUrl } from '../core/events/endpoint-url.js'
import type { WebhookTransport } from './webhook-sender.js'

/**
 * Sends with `fetch`, where there is no socket to pin (Workers): such a platform reaches no private network by itself, so
 * only addresses in the URL are checked.
 */
export function createFetchTransport(allowPrivate: boolean): WebhookTransport {
  return async ({ url, headers, body, signal }) => {
    if (complainAboutUrl(url, allowPrivate) !== null) throw new Error('The address is not on the public internet.')
    const answer = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    await answer.body?.cancel()
    return { status: answer.status, retryAfter: answer.headers.get('retry-after') }
  }
}
