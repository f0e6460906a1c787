import { LessonProblem } from '../problems/lesson-problem.js'

/** One limit: `points` calls within `seconds`, counted from the first. */
export interface LimitPolicy {
  readonly name: string
  readonly points: number
  readonly seconds: number
}

/** How a key stands after a call was counted. */
export interface LimitState {
  readonly allowed: boolean
  readonly remaining: number
  /** Seconds until the count starts anew. */
  readonly resetAfter: number
}

/** Counts calls of a key against one policy; port of the shells in `limits/`. */
export interface RateLimiter {
  readonly policy: LimitPolicy
  consume(key: string): Promise<LimitState>
}

/**
 * Counts one call against each key and gives the headers that tell how the tightest of them stands.
 *
 * Over the limit of any: 429 `rate_limited` with `Retry-After`. Header form: draft-ietf-httpapi-ratelimit-headers.
 */
export async function applyLimit(limiter: RateLimiter, keys: readonly string[]): Promise<Record<string, string>> {
  const { name, points, seconds } = limiter.policy
  let tightest: LimitState = { allowed: true, remaining: points, resetAfter: seconds }
  for (const key of keys) {
    const state = await limiter.consume(key)
    if (isTighter(state, tightest)) tightest = state
  }
  const resetAfter = Math.max(1, Math.ceil(tightest.resetAfter))
  const headers = {
    'ratelimit-policy': `"${name}";q=${points.toString()};w=${seconds.toString()}`,
    ratelimit: `"${name}";r=${tightest.remaining.toString()};t=${resetAfter.toString()}`,
  }
  if (!tightest.allowed) throw new LessonProblem('rate_limited', { retryAfter: resetAfter, headers })
  return headers
}

function isTighter(a: LimitState, b: LimitState): boolean {
  if (a.allowed !== b.allowed) return !a.allowed
  return a.allowed ? a.remaining < b.remaining : a.resetAfter > b.resetAfter
}
