import { LONGEST_WAIT_MS } from '../limits.js'
import { ownValue } from '../own-value.js'
import { isRetryable, readProblemType } from '../problem-type.js'
import { isObject } from './is-object.js'

/** More of a title is nobody's sentence (200 characters). */
const MAX_TITLE = 200

/** What an API call came to, before anything is made of it. */
export type ApiResult<T = unknown> =
  /** The handler's own answer, and of the shape that the call has. */
  | { readonly kind: 'answer'; readonly status: number; readonly body: T }
  /** A coded refusal of the handler; `retryAfter` in seconds, where it said so. */
  | {
      readonly kind: 'problem'
      readonly status: number
      readonly code: string
      readonly retryable: boolean
      readonly retryAfter: number | null
      /** What the document says of it to a developer, where that is a text. */
      readonly detail?: string
      /** JSON pointers to what it refuses in the request. */
      readonly pointers?: readonly string[]
    }
  /**
   * Nobody answered: no response, a time-out, or something on the way spoke in the handler's place (a proxy, a captive portal).
   * `status`, and `retryAfter` in seconds, where there was a response.
   */
  | { readonly kind: 'unreachable'; readonly status?: number; readonly retryAfter?: number | null }
  /** The host has nobody signed in: its `getAuthToken` gave `null`. */
  | { readonly kind: 'signed-out' }
  /** The host set another sign-in meanwhile, and this call may not be repeated with it. */
  | { readonly kind: 'superseded' }
  /** The host gave something that cannot be sent; `detail` says what, in English for developers. */
  | { readonly kind: 'misconfigured'; readonly detail: string }

/** What came over HTTP. */
export interface HttpAnswer {
  readonly status: number
  readonly contentType: string | null
  readonly text: string
  /** Seconds, where the header said so. */
  readonly retryAfter: number | null
}

/** Whether a body is what a call answers; `isGrant` and the others of this module are such. */
export type Expected<T> = (body: unknown) => body is T

/**
 * Decides who answered (`docs/delivery.md`).
 *
 * The handler has answered where the body is what the call answers, and it has refused where a document
 * (`application/problem+json`) has the `type` of a code that it raises. Everything else, whatever its status, is nobody's
 * answer: proxies, gateways, portals and frameworks answer with any status, and with JSON that has a `code`.
 */
export function readAnswer<T>(answer: HttpAnswer, expected: Expected<T>): ApiResult<T> {
  const { status } = answer
  const retryAfter = capRetryAfter(answer.retryAfter)
  const nobody = { kind: 'unreachable', status, retryAfter } as const
  const type = mediaType(answer.contentType)
  const body = /[/+]json$/.test(type) ? parseJson(answer.text) : undefined
  if (body === undefined) return nobody
  if (status >= 200 && status < 300) {
    return expected(body) ? { kind: 'answer', status, body } : nobody
  }
  const code = type === 'application/problem+json' && isObject(body) ? readProblemType(ownValue(body, 'type')) : null
  if (code === null || !isObject(body)) return nobody
  const retryable = ownValue(body, 'retryable')
  const title = ownValue(body, 'title')
  const pointers = readPointers(ownValue(body, 'errors'))
  return {
    kind: 'problem',
    status,
    code,
    retryable: typeof retryable === 'boolean' ? retryable : isRetryable(code),
    retryAfter: retryAfter ?? capRetryAfter(ownValue(body, 'retry_after')),
    ...(typeof title === 'string' && { detail: title.slice(0, MAX_TITLE) }),
    ...(pointers.length > 0 && { pointers }),
  }
}

/** Seconds that may be waited for, of whatever was said; `null` where it is no such number. */
function capRetryAfter(seconds: unknown): number | null {
  return typeof seconds === 'number' && seconds >= 0 ? Math.min(seconds, LONGEST_WAIT_MS / 1000) : null
}

function mediaType(contentType: string | null): string {
  return (contentType ?? '').split(';', 1)[0]!.trim().toLowerCase()
}

function readPointers(errors: unknown): string[] {
  if (!Array.isArray(errors)) return []
  return (errors as unknown[]).flatMap((error) => {
    const pointer = isObject(error) ? ownValue(error, 'pointer') : undefined
    return typeof pointer === 'string' ? [pointer] : []
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    // Called JSON and is not: the same as an answer that no lesson handler gives.
    return undefined
  }
}
