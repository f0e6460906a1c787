import type { Actor } from '../app/app-context.js'
import type { HostContext } from '../app/host-context.js'
import type { Services } from './services.js'

/** One request on its way to the handler that answers it. */
export interface RequestContext {
  readonly request: Request
  readonly url: URL
  /** Path parameters, for example `id`. */
  readonly params: Readonly<Record<string, string>>
  readonly context: HostContext
  readonly services: Services
}

/** A request whose sender is known. */
export interface SignedInContext extends RequestContext, Actor {
  readonly context: HostContext
}

/** A request with the bytes of its body, as they were sent: what a signature is over. */
export interface SignedBodyContext extends RequestContext {
  readonly bytes: Uint8Array
}

/** What a handler answers: a JSON value with a status (default 200) and further headers. */
export interface Answer {
  /** A `string` is JSON that is written already; `undefined` is an answer without a body. */
  readonly body: unknown
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}
