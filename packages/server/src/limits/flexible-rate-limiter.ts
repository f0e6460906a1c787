import RateLimiterMemory from 'rate-limiter-flexible/lib/RateLimiterMemory.js'
import RateLimiterRedis from 'rate-limiter-flexible/lib/RateLimiterRedis.js'
import RateLimiterRes from 'rate-limiter-flexible/lib/RateLimiterRes.js'
import type { LimitPolicy, LimitState, RateLimiter } from '../http/rate-limit.js'

/**
 * A client as ioredis makes it, to share limits between processes; the handler neither opens nor closes it.
 *
 * While it is not connected, each process counts on its own.
 */
export interface RedisClient {
  readonly status: string
  defineCommand(name: string, definition: { lua: string; numberOfKeys?: number }): void
}

/** Counts in this process's memory, or in Redis with the memory as insurance while Redis does not answer. */
export function createRateLimiter(policy: LimitPolicy, redis?: RedisClient): RateLimiter {
  const settings = { keyPrefix: `ehr-lessons:${policy.name}`, points: policy.points, duration: policy.seconds }
  const memory = new RateLimiterMemory(settings)
  const limiter = redis
    ? new RateLimiterRedis({ ...settings, storeClient: redis, rejectIfRedisNotReady: true, insuranceLimiter: memory })
    : memory
  return {
    policy,
    async consume(key) {
      try {
        return toState(await limiter.consume(key), true)
      } catch (error) {
        if (error instanceof RateLimiterRes) return toState(error, false)
        throw error
      }
    },
  }
}

function toState({ remainingPoints, msBeforeNext }: RateLimiterRes, allowed: boolean): LimitState {
  return { allowed, remaining: remainingPoints, resetAfter: msBeforeNext / 1000 }
}
