import { toSignedContent } from '../core/events/signed-content.js'
import { readWebhookSecret } from '../core/events/webhook-secret.js'

/** What is signed: an event's id, seconds since 1970, and the bytes that are sent. */
interface SignedWebhook {
  readonly eventId: string
  readonly timestamp: number
  readonly body: string
}

/** Signs as Standard Webhooks asks for it, once for each secret: `v1,…` with spaces between. */
export async function signWebhook(
  { eventId, timestamp, body }: SignedWebhook,
  secrets: readonly string[],
): Promise<string> {
  const content = new TextEncoder().encode(toSignedContent(eventId, timestamp, body))
  const signatures = secrets.map(async (secret) => {
    const bytes = readWebhookSecret(secret)
    if (bytes === null) throw new TypeError('Expected a secret to be `whsec_` and base64 of 24 to 64 bytes.')
    const key = await crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, content))
    return `v1,${btoa(Array.from(signature, (byte) => String.fromCharCode(byte)).join(''))}`
  })
  return (await Promise.all(signatures)).join(' ')
}
