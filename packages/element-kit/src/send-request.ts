import { requestHeaders, type ExtraHeaders } from './request-headers.js'
import type { SignIn, SignInSource, Token } from './sign-in.js'

/** Where requests go, and what the host sends with each of them. */
export interface RequestSource extends SignInSource {
  /** Where the handler is mounted: relative to the page or absolute, with or without a trailing slash; a query stays on every call. */
  readonly endpoint: string
  /** Default `same-origin`. */
  readonly credentials?: RequestCredentials
  readonly headers?: () => ExtraHeaders | null
  readonly fetch?: typeof fetch
}

/** One request, to be sent with whatever sign-in is the newest. */
export interface OutgoingRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly body?: string
  readonly keepalive?: boolean
}

/** A request that has left, and the sign-in and the headers that it left with. */
export interface SentRequest {
  readonly used: Token
  readonly headers: Headers
  readonly response: Response
}

/**
 * Sends a request with this token. Where the host's headers need no waiting for, it leaves in the same task: while the page goes,
 * the next task may never come.
 */
export async function sendRequest(
  source: RequestSource,
  request: OutgoingRequest,
  { used, signal }: { readonly used: Token; readonly signal: AbortSignal },
): Promise<SentRequest> {
  const { url, method, body, keepalive } = request
  const further = furtherHeaders(source)
  const headers = requestHeaders(further instanceof Promise ? await further : further, used.token, body !== undefined)
  const response = await (source.fetch ?? fetch)(url, {
    method,
    headers,
    credentials: source.credentials ?? 'same-origin',
    signal,
    ...(body !== undefined && { body }),
    ...(keepalive && { keepalive: true }),
  })
  return { used, headers, response }
}

/** Sends a request for the first time; `null`: nobody is signed in. */
export async function beginRequest(
  source: RequestSource,
  request: OutgoingRequest,
  { signIn, signal }: { readonly signIn: SignIn; readonly signal: AbortSignal },
): Promise<SentRequest | null> {
  const used = signIn.current() ?? (await signIn.ask(false))
  return used && sendRequest(source, request, { used, signal })
}

/** What the host sends besides the sign-in. */
export function furtherHeaders({ headers }: RequestSource): unknown {
  const configured = headers?.() ?? {}
  return typeof configured === 'function' ? configured() : configured
}

/**
 * Makes the addresses of calls from their paths. Resolved once, so that a router that changes the page's address later moves
 * nothing. Throws `TypeError` for an endpoint that is no URL.
 */
export function callUrls(endpoint: string): (path: string) => string {
  const { origin, pathname, search } = new URL(endpoint, document.baseURI)
  const base = origin + pathname.replace(/\/+$/, '')
  return (path) => base + path + search
}
