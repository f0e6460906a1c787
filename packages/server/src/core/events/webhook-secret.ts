const PREFIX = 'whsec_'
/** Fewer bytes could be guessed. */
const LEAST_BYTES = 24
const MOST_BYTES = 64

/** Reads a secret as Standard Webhooks writes it: `whsec_`, then base64 of 24 to 64 bytes; `null` for anything else. */
export function readWebhookSecret(secret: string): Uint8Array<ArrayBuffer> | null {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : ''
  if (!/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return null
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  return bytes.length >= LEAST_BYTES && bytes.length <= MOST_BYTES ? bytes : null
}

/** Writes bytes as a secret. */
export function toWebhookSecret(bytes: Uint8Array): string {
  return PREFIX + btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
