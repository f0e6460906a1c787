import { toLimitState, type RateLimiter } from '../http/limits/rate-limit.js'
import type { Limits } from '../storage/limits/limits.js'

/** Counts in the store's database, one statement a request, so that several processes share their counts without Redis. */
export function createDatabaseRateLimiter(limits: Limits): RateLimiter {
  return {
    async consume(calls) {
      const counts = await limits.count(
        calls.map(({ policy, key }) => ({ limiter: policy.name, key, seconds: policy.seconds })),
      )
      return calls.map(({ policy }, index) => {
        const { calls: counted, resetAfter } = counts[index]!
        return toLimitState(policy, counted, resetAfter)
      })
    },
  }
}
