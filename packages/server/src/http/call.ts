import type { Caller } from '../app/caller.js'
import type { HostContext } from '../app/host-context.js'
import type { Services } from './services.js'

/** One request on its way to the call that answers it. */
export interface Call {
  readonly request: Request
  readonly url: URL
  /** Path parameters, for example `id`. */
  readonly params: Readonly<Record<string, string>>
  readonly context: HostContext
  readonly services: Services
}

/** A call whose sender is known. */
export interface SignedInCall extends Call {
  readonly caller: Caller
}

/** A call with the bytes of its body, as they were sent: what a signature is over. */
export interface SignedBodyCall extends Call {
  readonly bytes: Uint8Array
}

/** What a call answers: a JSON value with a status (default 200) and further headers. */
export interface Answer {
  /** A `string` is JSON that is written already; `undefined` is an answer without a body. */
  readonly body: unknown
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
}
