import { isObject, readAnswer, type ApiResult, type Expected } from '@enhancedhr/protocol/answers'
import { serialize } from '@enhancedhr/protocol/serialize'
import { requestHeaders } from './request-headers.js'
import { callUrls, furtherHeaders, type RequestSource } from './send-request.js'
import { createSignIn, type Token } from './sign-in.js'
import { retryAfterOf } from './read-response.js'
import { withinDeadline } from './within-deadline.js'

/** What is wrong at one place of what was sent: a JSON pointer, and words in English. */
export interface RefusedPlace {
  readonly pointer: string
  readonly detail: string
}

/** What a call came to: as of any call, with the revision of what was answered, and every place of what was refused. */
export type ResourceResult<T> =
  | { readonly kind: 'answer'; readonly status: number; readonly body: T; readonly etag: string | null }
  | (Extract<ApiResult, { readonly kind: 'problem' }> & { readonly errors: readonly RefusedPlace[] })
  | Exclude<ApiResult<T>, { readonly kind: 'answer' | 'problem' }>

export interface ResourceCall {
  readonly method: 'DELETE' | 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly body?: unknown
  /** Changes only this revision, as an answer's `etag` named it. */
  readonly ifMatch?: string
  readonly signal?: AbortSignal
}

/** Calls the handler for those who manage lessons. */
export interface ResourceClient {
  call<T>(call: ResourceCall, expected: Expected<T>): Promise<ResourceResult<T>>
}

/** A call without an answer is given up after this long (20 s): Mux is asked in between. */
const TIMEOUT_MS = 20_000

/**
 * Makes a client of one endpoint that reads and changes resources, with the host's sign-in. A refused token is asked for again once.
 *
 * A call never rejects: what went wrong is a value. Throws `TypeError` for an endpoint that is no URL.
 */
export function createResourceClient(source: RequestSource): ResourceClient {
  const signIn = createSignIn(source)
  const urlOf = callUrls(source.endpoint)

  async function send(call: ResourceCall, { token }: Token, signal: AbortSignal): Promise<Response> {
    const { method, path, body, ifMatch } = call
    const headers = requestHeaders(await furtherHeaders(source), token, body !== undefined)
    if (ifMatch !== undefined) headers.set('if-match', ifMatch)
    return (source.fetch ?? fetch)(urlOf(path), {
      ...{ method, headers, signal, credentials: source.credentials ?? 'same-origin', cache: 'no-store' },
      ...(body !== undefined && { body: serialize(body) }),
    })
  }

  async function attempt<T>(
    call: ResourceCall,
    expected: Expected<T>,
    signal: AbortSignal,
  ): Promise<ResourceResult<T>> {
    const used = signIn.current() ?? (await signIn.ask(false))
    if (used === null) return { kind: 'signed-out' }
    const response = await send(call, used, signal)
    if (response.status !== 401) return read(response, expected)
    const newer = (source.getAuthToken() ? await signIn.ask(used.token !== null) : signIn.current()) ?? null
    if (newer === null) return { kind: 'signed-out' }
    return read(newer.token === used.token ? response : await send(call, newer, signal), expected)
  }

  return {
    call: (call, expected) =>
      withinDeadline({ milliseconds: TIMEOUT_MS, signIn, outer: call.signal }, (signal) =>
        attempt(call, expected, signal),
      ),
  }
}

async function read<T>(response: Response, expected: Expected<T>): Promise<ResourceResult<T>> {
  const { status, headers } = response
  const text = await response.text()
  const answer = { status, contentType: headers.get('content-type'), text, retryAfter: retryAfterOf(headers) }
  const result = readAnswer(answer, expected)
  if (result.kind === 'answer') return { ...result, etag: headers.get('etag') }
  return result.kind === 'problem' ? { ...result, errors: refusedPlaces(JSON.parse(text)) } : result
}

function refusedPlaces(body: unknown): RefusedPlace[] {
  const errors = isObject(body) ? body['errors'] : undefined
  if (!Array.isArray(errors)) return []
  return (errors as unknown[]).flatMap((error) => {
    if (!isObject(error)) return []
    const { pointer, detail } = error
    return typeof pointer === 'string' && typeof detail === 'string' ? [{ pointer, detail }] : []
  })
}
