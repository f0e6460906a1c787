import { isFreshSignature, readMuxSignature, toMuxSignedContent } from '../core/supply/mux-signature.js'

/**
 * Whether Mux sent a webhook: one of the secrets made one of the signatures, and lately.
 *
 * Several secrets and several signatures, because both are there while a secret is changed. All of them are tried, and each is compared
 * by the platform in constant time. `now`: milliseconds since 1970.
 */
export async function verifyMuxWebhook(
  { header, body }: { readonly header: string | null; readonly body: Uint8Array },
  secrets: readonly string[],
  now: number,
): Promise<boolean> {
  const signature = readMuxSignature(header)
  if (!signature || !isFreshSignature(signature, now)) return false
  const content = toMuxSignedContent(signature, body)
  const tries = secrets.flatMap((secret) => {
    const key = importSecret(secret)
    return signature.signatures.map(async (hex) => crypto.subtle.verify('HMAC', await key, toBytes(hex), content))
  })
  return (await Promise.all(tries)).includes(true)
}

function importSecret(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret)
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
}

function toBytes(hex: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) => parseInt(hex.slice(index * 2, index * 2 + 2), 16))
}
