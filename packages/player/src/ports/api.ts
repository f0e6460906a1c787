import type { ApiResult, Expected } from '../core/access/read-answer.js'

export interface CallOptions {
  readonly keepalive?: boolean
  readonly signal?: AbortSignal
  /** What is sent belongs to whoever is signed in now: it is not sent again once the host set another sign-in. */
  readonly bound?: boolean
}

/**
 * Calls the handler at one endpoint, with the host's sign-in. A refused token is asked for again once, for all calls together,
 * and a call that was refused with an older sign-in is made again with the newest.
 */
export interface ApiClient {
  post<T>(path: string, body: unknown, expected: Expected<T>, options?: CallOptions): Promise<ApiResult<T>>
  get<T>(path: string, expected: Expected<T>, options?: CallOptions): Promise<ApiResult<T>>
  /** Asks the host for its sign-in, which a new callback or new headers may have changed; whether it is another one now. */
  askSignIn(): Promise<boolean>
}
