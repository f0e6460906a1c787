import RateLimiterRedis from 'rate-limiter-flexible/lib/RateLimiterRedis.js'
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js'
import type { CountedCall, LimitPolicy, LimitState, RateLimiter } from '../http/limits/rate-limit.js'
import { after } from '../timers.js'

/** How long Redis may take to count a request, in milliseconds: a learner waits meanwhile. */
const DEADLINE_MS = 300
/** How long Redis is left alone after it did not count, in milliseconds, unless it answers before. */
const PAUSE_MS = 1_000

/**
 * A client as ioredis makes it, to share limits between processes; the handler neither opens nor closes it.
 *
 * While it does not answer, each process counts on its own.
 */
export interface RedisClient {
  readonly status: string
  defineCommand(name: string, definition: { lua: string; numberOfKeys?: number }): void
}

/**
 * Counts in Redis, and with `fallback` while Redis does not: it is not connected, answers an error, or takes longer than
 * 300 ms.
 *
 * A Redis that failed is asked again a second later, or at once when the answer that was late comes in. So a frozen one
 * costs one call a second its 300 ms, and no call more.
 */
export class RedisRateLimiter implements RateLimiter {
  readonly #client: RedisClient
  readonly #fallback: RateLimiter
  readonly #limiters = new Map<string, RateLimiterRedis>()
  #pausedUntil = -Infinity

  constructor(client: RedisClient, fallback: RateLimiter) {
    this.#client = client
    this.#fallback = fallback
  }

  async consume(calls: readonly CountedCall[]): Promise<readonly LimitState[]> {
    if (performance.now() < this.#pausedUntil) return this.#fallback.consume(calls)
    const counting = Promise.all(calls.map((call) => this.#count(call)))
    try {
      return await within(DEADLINE_MS, counting)
    } catch {
      this.#pausedUntil = performance.now() + PAUSE_MS
      void counting.then(
        () => {
          this.#pausedUntil = -Infinity
        },
        () => undefined,
      )
      return this.#fallback.consume(calls)
    }
  }

  async #count({ policy, key }: CountedCall): Promise<LimitState> {
    try {
      return toState(await this.#limiter(policy).consume(key), true)
    } catch (error) {
      if (error instanceof RateLimiterRes) return toState(error, false)
      throw error
    }
  }

  #limiter({ name, points, seconds }: LimitPolicy): RateLimiterRedis {
    let limiter = this.#limiters.get(name)
    if (!limiter) {
      limiter = new RateLimiterRedis({
        keyPrefix: `ehr-lessons:${name}`,
        points,
        duration: seconds,
        storeClient: this.#client,
        rejectIfRedisNotReady: true,
      })
      this.#limiters.set(name, limiter)
    }
    return limiter
  }
}

function toState({ remainingPoints, msBeforeNext }: RateLimiterRes, allowed: boolean): LimitState {
  return { allowed, remaining: remainingPoints, resetAfter: msBeforeNext / 1000 }
}

async function within<Result>(ms: number, work: Promise<Result>): Promise<Result> {
  let cancel = (): void => undefined
  const late = new Promise<never>((_resolve, reject) => {
    cancel = after(ms, () => reject(new Error(`No answer within ${ms.toString()} ms`)))
  })
  try {
    return await Promise.race([work, late])
  } finally {
    cancel()
  }
}
