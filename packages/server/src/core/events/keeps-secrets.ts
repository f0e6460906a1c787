import type { EndpointKey } from '../records/event.js'

/** Encrypts the secrets of endpoints for the database; port of `webhooks/`. */
export interface KeepsSecrets {
  seal(endpoint: EndpointKey, secret: string): Promise<string>
  /** Rejects where the key is another one, or the text belongs to another endpoint. */
  open(endpoint: EndpointKey, sealed: string): Promise<string>
}
