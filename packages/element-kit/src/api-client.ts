import type { ApiResult, Expected } from '@enhancedhr/protocol/answers'
import { serialize } from '@enhancedhr/protocol/serialize'
import type { EarlyRequest } from './early-request.js'
import { readResponse } from './read-response.js'
import { requestHeaders } from './request-headers.js'
import { beginRequest, callUrls, furtherHeaders, sendRequest, type RequestSource } from './send-request.js'
import { createSignIn, type Token } from './sign-in.js'
import { withinDeadline } from './within-deadline.js'

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

export interface ApiClientOptions extends RequestSource {
  /** A request that has left already; the call that would send the same takes it over. */
  readonly early?: EarlyRequest | undefined
}

/** A call without an answer is given up after this long (15 s): longer than a slow handler takes, shorter than patience. */
const TIMEOUT_MS = 15_000
/** One call is made at most this often, each time with a newer sign-in than the one that was refused. */
const MOST_TRIES = 4

interface Call<T> extends CallOptions {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly body?: string
  readonly expected: Expected<T>
}

/**
 * Makes the client of one endpoint.
 *
 * A call never rejects: what went wrong is a value. When a token is known the request leaves in the same task, so it
 * can be made while the page goes. A 401 to a sign-in that is no longer the newest is nobody's: the call is made again with the
 * newest. Throws `TypeError` for an endpoint that is no URL.
 */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const { early } = options
  const signIn = early?.signIn ?? createSignIn(options)
  const urlOf = callUrls(options.endpoint)

  async function attempt<T>(call: Call<T>, signal: AbortSignal): Promise<ApiResult<T>> {
    // Not awaited before it is sent: while the page goes, the next task may never come.
    let sent = await (early?.take(call, signal) ?? beginRequest(options, call, { signIn, signal }))
    if (sent === null) return { kind: 'signed-out' }
    let wasAsked = false
    for (let tries = 1; ; tries += 1) {
      const { used, headers, response } = sent
      const result = await readResponse(response, call.expected)
      if (response.status !== 401) return result
      let newer: Token | null | undefined = signIn.current()
      if (newer?.token === used.token) newer = undefined
      if (!newer && !wasAsked && options.getAuthToken()) {
        wasAsked = true
        newer = await signIn.ask(used.token !== null)
        if (newer === null) return { kind: 'signed-out' }
      }
      if (newer?.token === used.token) newer = undefined
      if (!newer && (tries > 1 || !(await isReplaced(headers, used.token, call)))) return result
      if (tries === MOST_TRIES) return { kind: 'unreachable', status: 401 }
      if (call.bound && !isRefreshed(used, newer)) return { kind: 'superseded' }
      sent = await sendRequest(options, call, { used: newer ?? used, signal })
    }
  }

  /** Whether the host signs in by further headers, and they are others by now. */
  async function isReplaced<T>(sent: Headers, token: string | null, { body }: Call<T>): Promise<boolean> {
    const now = requestHeaders(await furtherHeaders(options), token, body !== undefined)
    return [...now].join('\n') !== [...sent].join('\n')
  }

  const request = <T>(call: Call<T>): Promise<ApiResult<T>> =>
    withinDeadline({ milliseconds: TIMEOUT_MS, signIn, outer: call.signal }, (signal) => attempt(call, signal))

  return {
    post: (path, body, expected, more) =>
      request({ ...more, url: urlOf(path), method: 'POST', body: serialize(body), expected }),
    async askSignIn() {
      const before = signIn.current()?.token ?? null
      if (!options.getAuthToken()) return true
      const now = await signIn.ask(before !== null).catch(() => null)
      return now !== null && now.token !== before
    },
    get: (path, expected, more) => request({ ...more, url: urlOf(path), method: 'GET', expected }),
  }
}

/** The newer token is the same sign-in's: from the callback that gave the one before, or that renews the host's attribute. */
function isRefreshed(used: Token, newer: Token | undefined): boolean {
  if (newer?.attribute !== used.attribute) return false
  return used.callback === null ? used.attribute !== null : used.callback === newer.callback
}
