import type { ApiClient, ApiResult } from '../ports.js'

/** Asked for a bearer token; `refused` tells that the handler did not accept the last one. `null`: nobody is signed in. */
export type GetAuthToken = (why: { readonly refused: boolean }) => Promise<string | null>

/** What a host sends with every call besides the sign-in: fixed, or made anew for each call. */
export type ExtraHeaders = Record<string, string> | (() => Record<string, string> | Promise<Record<string, string>>)

export interface ApiClientOptions {
  /** Where the handler is mounted: relative to the page or absolute, with or without a trailing slash. */
  readonly endpoint: string
  /** Default `same-origin`. */
  readonly credentials?: RequestCredentials
  /** Read anew for every call, so that setting it later takes effect. */
  readonly authToken: () => string | null
  readonly getAuthToken: () => GetAuthToken | null
  readonly headers?: () => ExtraHeaders | null
  readonly fetch?: typeof fetch
}

/** A call without an answer is given up after this long (15 s): longer than a slow handler takes, shorter than patience. */
const TIMEOUT_MS = 15_000

interface Call {
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly body?: string
  readonly keepalive?: boolean
}

/**
 * Makes the client of one endpoint.
 *
 * A call never rejects: what went wrong is a value. When a token is known the request leaves in the same task, so it
 * can be made while the page goes. Throws `TypeError` for an endpoint that is no URL.
 */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const base = toBase(options.endpoint)
  const signIn = createSignIn(options)

  async function send(call: Call, token: string | null, signal: AbortSignal): Promise<Response> {
    const configured = options.headers?.() ?? {}
    const made = typeof configured === 'function' ? configured() : configured
    const headers = new Headers(made instanceof Promise ? await made : made)
    headers.set('accept', 'application/json, application/problem+json')
    if (call.body !== undefined) headers.set('content-type', 'application/json')
    if (token !== null) headers.set('authorization', `Bearer ${token}`)
    return (options.fetch ?? fetch)(base + call.path, {
      method: call.method,
      headers,
      credentials: options.credentials ?? 'same-origin',
      signal,
      ...(call.body !== undefined && { body: call.body }),
      ...(call.keepalive && { keepalive: true }),
    })
  }

  async function attempt(call: Call, signal: AbortSignal): Promise<ApiResult> {
    const known = signIn.token()
    const token = known === undefined ? await signIn.ask(false, undefined) : known
    if (known === undefined && token === null) return { kind: 'signed-out' }
    const response = await send(call, token, signal)
    if (response.status !== 401 || !signIn.canAsk()) return readResult(response)
    // The keepalive budget of the page counts until a body was read (64 KiB for all its scripts together).
    await response.text()
    const renewed = await signIn.ask(true, token)
    if (renewed === null) return { kind: 'signed-out' }
    return readResult(await send(call, renewed, signal))
  }

  async function request(call: Call, outer: AbortSignal | undefined): Promise<ApiResult> {
    const controller = new AbortController()
    const abort = () => controller.abort()
    if (outer?.aborted) return { kind: 'unreachable' }
    outer?.addEventListener('abort', abort)
    const timer = setTimeout(abort, TIMEOUT_MS)
    // The race also bounds a host's callback, which knows no signal.
    const givenUp = new Promise<ApiResult>((resolve) =>
      controller.signal.addEventListener('abort', () => resolve({ kind: 'unreachable' })),
    )
    try {
      return await Promise.race([attempt(call, controller.signal), givenUp])
    } catch {
      // No network, a refused preflight, a callback of the host that threw: for the caller nobody answered.
      return { kind: 'unreachable' }
    } finally {
      clearTimeout(timer)
      outer?.removeEventListener('abort', abort)
    }
  }

  return {
    post: (path, body, { keepalive = false, signal } = {}) =>
      request({ path, method: 'POST', body: JSON.stringify(body), keepalive }, signal),
    get: (path, { signal } = {}) => request({ path, method: 'GET' }, signal),
  }
}

/** Resolved once, so that a router that changes the page's address later moves nothing. */
function toBase(endpoint: string): string {
  const url = new URL(endpoint, document.baseURI)
  return url.origin + url.pathname.replace(/\/+$/, '')
}

/**
 * Holds the token in use. What the callback gave is forgotten as soon as the host sets another token or callback.
 *
 * `token()` is `undefined` while the callback has to be asked first, and `null` where the host signs in by other means.
 */
function createSignIn({ authToken, getAuthToken }: ApiClientOptions) {
  let given: { token: string; attribute: string | null; callback: GetAuthToken } | undefined
  let asking: Promise<string | null> | undefined

  function token(): string | null | undefined {
    const attribute = authToken()
    const callback = getAuthToken()
    if (given?.attribute === attribute && given.callback === callback) return given.token
    return attribute ?? (callback ? undefined : null)
  }

  async function askCallback(callback: GetAuthToken, refused: boolean): Promise<string | null> {
    const attribute = authToken()
    const answer = await callback({ refused })
    given = answer === null ? undefined : { token: answer, attribute, callback }
    return answer
  }

  /** Asks once for all calls that wait; a call whose token was replaced meanwhile just takes the new one. */
  async function ask(refused: boolean, used: string | null | undefined): Promise<string | null> {
    const current = token()
    if (refused && !asking && current !== undefined && current !== used) return current
    const callback = getAuthToken()
    if (!callback) return null
    asking ??= askCallback(callback, refused).finally(() => (asking = undefined))
    return asking
  }

  return { token, ask, canAsk: () => getAuthToken() !== null }
}

async function readResult(response: Response): Promise<ApiResult> {
  const text = await response.text()
  const type = response.headers.get('content-type') ?? ''
  const body = /[/+]json\b/i.test(type) ? parseJson(text) : undefined
  if (response.ok && body !== undefined) return { kind: 'answer', status: response.status, body }
  const retryAfter = readRetryAfter(response.headers)
  if (!response.ok && isRecord(body) && typeof body['code'] === 'string') {
    const { code, retryable, retry_after } = body
    return {
      kind: 'problem',
      status: response.status,
      code,
      retryable: typeof retryable === 'boolean' ? retryable : response.status === 429 || response.status >= 500,
      retryAfter: retryAfter ?? (typeof retry_after === 'number' && retry_after >= 0 ? retry_after : null),
    }
  }
  return { kind: 'unreachable', status: response.status, retryAfter }
}

/** Seconds to wait, from seconds or an HTTP date; a date is measured against the server's own where it is readable. */
function readRetryAfter(headers: Headers): number | null {
  const value = headers.get('retry-after')?.trim()
  if (!value) return null
  if (/^\d+$/.test(value)) return Number(value)
  const until = Date.parse(value)
  if (Number.isNaN(until)) return null
  const sent = Date.parse(headers.get('date') ?? '')
  return Math.max(0, (until - (Number.isNaN(sent) ? Date.now() : sent)) / 1000)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Called JSON and is not: the same as an answer that no lesson handler gives.
    return undefined
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
