import type { DeliveryOutcome } from '../records/delivery.js'
import { readRetryAfter } from './retry-after.js'
import { planRetry } from './retry-plan.js'

/** The most characters of an error that are kept. */
const MAX_ERROR = 500

/** What a try brought: an answer, or why nobody answered. */
export type DeliveryAnswer =
  { readonly status: number; readonly retryAfter: string | null } | { readonly status: null; readonly error: string }

/** A try of a delivery. */
export interface DeliveryTry {
  /** Tries, this one included. */
  readonly attempts: number
  /** Milliseconds since the first try. */
  readonly elapsed: number
  /** From 0 up to 1. */
  readonly random: number
  /** Milliseconds since 1970. */
  readonly now: number
}

/**
 * Decides what becomes of a delivery: 2xx delivers, 410 ends the endpoint, 429 and 503 may ask for a pause, and
 * everything else, redirects included, is tried again until it has been tried for three days.
 */
export function judgeAnswer(answer: DeliveryAnswer, { now, ...tried }: DeliveryTry): DeliveryOutcome {
  const { status } = answer
  if (status === null) return toRetry(status, toErrorText(answer.error), null, tried)
  if (status >= 200 && status < 300) return { is: 'delivered', status }
  const error = `The endpoint answered ${status.toString()}.`
  if (status === 410) return { is: 'gone', status, error }
  const asked = status === 429 || status === 503 ? readRetryAfter(answer.retryAfter, now) : null
  return toRetry(status, error, asked, tried)
}

function toRetry(
  status: number | null,
  error: string,
  pause: number | null,
  tried: Omit<DeliveryTry, 'now'>,
): DeliveryOutcome {
  const delay = planRetry({ ...tried, retryAfter: pause })
  return delay === null ? { is: 'dead', status, error } : { is: 'retry', status, error, delay, pause }
}

/** An error as it is kept: short, and without the query of an address, which may be a secret. */
function toErrorText(error: string): string {
  return error.replace(/\?[^\s'"]*/g, '').slice(0, MAX_ERROR)
}
