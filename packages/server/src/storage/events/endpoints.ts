import type { SealedSecret } from '../../core/records/delivery.js'
import type { EndpointKey, EndpointRecord } from '../../core/records/event.js'

/** An endpoint as it is put. */
export interface PutEndpoint extends EndpointKey {
  readonly url: string
  /** `null`: every type. */
  readonly types: readonly string[] | null
}

/** Where the outgoing events of a tenant go. */
export interface Endpoints {
  /** A page of the endpoints of a tenant, by id. */
  list(tenantId: string, page: { limit: number; after: string | null }): Promise<readonly EndpointRecord[]>
  find(endpoint: EndpointKey): Promise<EndpointRecord | null>
  /** Makes an endpoint with the secret, or changes where one sends and what; its secrets stay then. */
  put(endpoint: PutEndpoint, secret: SealedSecret): Promise<'created' | 'replaced'>
  /** Makes those of the options what the options say, and disables those that they do not name any more. */
  putOptions(endpoints: readonly PutEndpoint[]): Promise<void>
  /** Cancels what waits, and forgets the endpoint. */
  remove(endpoint: EndpointKey): Promise<void>
  /** Puts a secret first; the others sign for so many milliseconds more. */
  rotate(endpoint: EndpointKey, secret: SealedSecret, overlap: number): Promise<void>
  /** Lets events wait, without any of their time passing. */
  pause(endpoint: EndpointKey, reason: string | null): Promise<void>
  /** Sends what waits, and what comes; a disabled one begins with the next event. */
  activate(endpoint: EndpointKey): Promise<void>
}
