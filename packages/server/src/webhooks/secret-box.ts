import { CompactEncrypt, compactDecrypt } from 'jose'
import type { KeepsSecrets } from '../core/events/keeps-secrets.js'
import type { EndpointKey } from '../core/records/event.js'

/**
 * Encrypts secrets with AES-256-GCM, as JWE. The first key encrypts and every key decrypts, so that a key can be changed.
 *
 * What is encrypted names its endpoint, so a text that was moved to another row opens nothing.
 */
export class SecretBox implements KeepsSecrets {
  readonly #keys: readonly string[]

  /** `keys`: texts of at least 32 characters, at least one. */
  constructor(keys: readonly string[]) {
    this.#keys = keys
  }

  async seal({ tenantId, endpointId }: EndpointKey, secret: string): Promise<string> {
    const key = await toKey(this.#keys[0]!)
    const content = new TextEncoder().encode(JSON.stringify([tenantId, endpointId, secret]))
    return new CompactEncrypt(content).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key)
  }

  async open({ tenantId, endpointId }: EndpointKey, sealed: string): Promise<string> {
    for (const text of this.#keys) {
      const content = await decrypt(sealed, await toKey(text))
      if (content === null) continue
      const [tenant, endpoint, secret] = JSON.parse(content) as [string, string, string]
      if (tenant === tenantId && endpoint === endpointId) return secret
    }
    throw new Error('The secret cannot be read with `events.key`.')
  }
}

async function toKey(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`ehr-lessons events ${text}`)))
}

async function decrypt(sealed: string, key: Uint8Array): Promise<string | null> {
  try {
    const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] }
    return new TextDecoder().decode((await compactDecrypt(sealed, key, options)).plaintext)
  } catch {
    // Another key, or no text of ours: the next key may be the right one.
    return null
  }
}
