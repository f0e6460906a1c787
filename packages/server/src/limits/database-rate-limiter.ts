import type { LimitPolicy, RateLimiter } from '../http/rate-limit.js'
import type { LessonStore } from '../storage/lesson-store.js'

/** Counts in the store's database, so that several processes share their counts without Redis. */
export function createDatabaseRateLimiter(policy: LimitPolicy, store: Pick<LessonStore, 'countCall'>): RateLimiter {
  return {
    policy,
    async consume(key) {
      const { calls, resetAfter } = await store.countCall(policy.name, key, policy.seconds)
      return { allowed: calls <= policy.points, remaining: Math.max(0, policy.points - calls), resetAfter }
    },
  }
}
