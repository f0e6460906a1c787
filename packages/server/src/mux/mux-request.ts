import { readRetryAfter } from '../core/events/retry-after.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import { after } from '../timers.js'
import { errorAnswerSchema } from './mux-answers.js'

/** How Mux is reached. */
export interface MuxConnection {
  readonly token: { readonly id: string; readonly secret: string }
  /** For example `https://api.mux.com`. */
  readonly baseUrl: string
  /** Milliseconds that a try may take; default 10,000. */
  readonly deadline?: number
}

/** A call to Mux. */
export interface MuxCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: object
}

const DEADLINE_MS = 10_000
/** Further tries of a call that failed. */
const RETRIES = 3
/** The first pause is up to this long, in milliseconds, and each further one up to twice as long. */
const FIRST_PAUSE_MS = 250
/** When Mux asks for a longer pause than this, whoever asked is answered instead of waiting. */
const LONGEST_PAUSE_MS = 5_000
/** Seconds after which it is worth trying again, where Mux does not say. */
const RETRY_AFTER = 10
/** Failures before anything was sent, as Node names them: nothing has happened at Mux yet. */
const BEFORE_CONNECTION: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** What a try came to: an answer, or a failure that may be worth another try after a pause. */
type Try =
  | { readonly status: number; readonly json: unknown }
  | { readonly failure: Error; readonly retry: boolean; readonly pause: number | null }

/**
 * Calls Mux; answers the status and the JSON of the body, or `null` where Mux has no such thing (404).
 *
 * A read is tried again whenever Mux did not answer it, three times at most. Anything else is repeated only where it cannot have happened:
 * after 429, or when no connection came about. Rejects with `mux_unavailable` or `mux_refused`; neither names a secret.
 */
export async function callMux(connection: MuxConnection, call: MuxCall): Promise<unknown> {
  for (let tried = 0; ; tried += 1) {
    const result = await tryOnce(connection, call)
    if ('json' in result) return result.status === 404 ? null : result.json
    const jitter = Math.random() * FIRST_PAUSE_MS * 2 ** tried
    const pause = result.pause ?? jitter
    if (!result.retry || tried >= RETRIES || pause > LONGEST_PAUSE_MS) {
      const retryAfter = result.pause === null ? RETRY_AFTER : Math.max(1, Math.ceil(result.pause / 1_000))
      throw new LessonProblem('mux_unavailable', { retryAfter, cause: result.failure })
    }
    await new Promise<void>((resume) => after(pause, resume))
  }
}

async function tryOnce(connection: MuxConnection, { method, path, body }: MuxCall): Promise<Try> {
  const { token, baseUrl, deadline = DEADLINE_MS } = connection
  const isRead = method === 'GET'
  try {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        accept: method === 'DELETE' ? '*/*' : 'application/json',
        authorization: `Basic ${toBase64(`${token.id}:${token.secret}`)}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(deadline),
    })
    const { status } = response
    const text = await response.text()
    if (status === 404) return { status, json: null }
    if (response.ok) return { status, json: text === '' ? null : (JSON.parse(text) as unknown) }
    if (status === 429 || status === 408 || status >= 500) {
      const failure = new MuxError(status, null)
      return {
        failure,
        retry: isRead || status === 429,
        pause: readRetryAfter(response.headers.get('retry-after'), Date.now()),
      }
    }
    throw new LessonProblem('mux_refused', { cause: new MuxError(status, readType(text)) })
  } catch (error) {
    if (error instanceof LessonProblem) throw error
    return { failure: toFailure(error, deadline), retry: isRead || wasNotSent(error), pause: null }
  }
}

/** A refusal of Mux. Its code is for the log: the status, and Mux's word for the reason; its message may quote what was sent. */
class MuxError extends Error {
  override readonly name = 'MuxError'
  readonly code: string

  constructor(status: number, type: string | null) {
    super(`Mux answered ${status.toString()}.`)
    this.code = type === null ? status.toString() : `${status.toString()}.${type}`
  }
}

function readType(text: string): string | null {
  try {
    return errorAnswerSchema.parse(JSON.parse(text)).error?.type ?? null
  } catch {
    return null
  }
}

function toFailure(error: unknown, deadline: number): Error {
  if (error instanceof SyntaxError) return new Error('Mux answered something that is not JSON.')
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new Error(`Mux did not answer within ${(deadline / 1_000).toString()} s.`)
  }
  return new Error('Mux cannot be reached.', { cause: error })
}

function wasNotSent(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return typeof cause === 'object' && cause !== null && BEFORE_CONNECTION.has((cause as { code?: unknown }).code)
}

function toBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}
