import { LessonProblem } from '../../problems/lesson-problem.js'

/** One limit: `points` calls within `seconds`, counted from the first. */
export interface LimitPolicy {
  readonly name: string
  readonly points: number
  readonly seconds: number
}

/** A call to be counted: against which policy, and under which key of `limitKey`. */
export interface CountedCall {
  readonly policy: LimitPolicy
  readonly key: string
}

/** How a key stands after a call was counted. */
export interface LimitState {
  readonly allowed: boolean
  readonly remaining: number
  /** Seconds until the count starts again. */
  readonly resetAfter: number
}

/** Counts calls; port of the shells in `limits/`. One request of ours is one call of `consume`, whatever it counts. */
export interface RateLimiter {
  /** Counts each once, and answers how each stands, in the same order. */
  consume(calls: readonly CountedCall[]): Promise<readonly LimitState[]>
}

/** How calls counted stand, given how many there were. */
export function toLimitState({ points }: LimitPolicy, counted: number, resetAfter: number): LimitState {
  return { allowed: counted <= points, remaining: Math.max(0, points - counted), resetAfter }
}

/**
 * Counts a request against each key and gives the headers that show how the tightest of them stands.
 *
 * Over the limit of any: 429 `rate_limited` with `Retry-After`. Header form: draft-ietf-httpapi-ratelimit-headers.
 */
export async function applyLimits(
  limiter: RateLimiter,
  calls: readonly CountedCall[],
): Promise<Record<string, string>> {
  const states = await limiter.consume(calls)
  const standing = calls.map(({ policy }, index) => ({ policy, state: states[index]! }))
  const tightest = standing.reduce((a, b) => (isTighter(b.state, a.state) ? b : a))
  const { name, points, seconds } = tightest.policy
  const resetAfter = Math.max(1, Math.ceil(tightest.state.resetAfter))
  const headers = {
    'ratelimit-policy': `"${name}";q=${points.toString()};w=${seconds.toString()}`,
    ratelimit: `"${name}";r=${tightest.state.remaining.toString()};t=${resetAfter.toString()}`,
  }
  if (!tightest.state.allowed) throw new LessonProblem('rate_limited', { retryAfter: resetAfter, headers })
  return headers
}

function isTighter(a: LimitState, b: LimitState): boolean {
  if (a.allowed !== b.allowed) return !a.allowed
  return a.allowed ? a.remaining < b.remaining : a.resetAfter > b.resetAfter
}
