import { BoundedMap } from '../http/limits/bounded-map.js'
import {
  toLimitState,
  type CountedCall,
  type LimitPolicy,
  type LimitState,
  type RateLimiter,
} from '../http/limits/rate-limit.js'

/** Keys of one policy that are counted at once; some 5 MB. Beyond it the count that ends first is forgotten. */
const MAX_KEYS = 20_000

interface Window {
  count: number
  /** Milliseconds on this limiter's clock. */
  readonly endsAt: number
}

/** Counts in this process's memory, which never grows beyond some MB: no timer a key, and a limit to the keys. */
export class MemoryRateLimiter implements RateLimiter {
  readonly #now: () => number
  readonly #windows = new Map<string, BoundedMap<Window>>()

  /** `now` gives milliseconds of a clock that never steps. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  consume(calls: readonly CountedCall[]): Promise<readonly LimitState[]> {
    const now = this.#now()
    return Promise.resolve(calls.map(({ policy, key }) => this.#count(policy, key, now)))
  }

  /** How many keys are kept, for tests and measurements. */
  get size(): number {
    return Array.from(this.#windows.values(), ({ size }) => size).reduce((a, b) => a + b, 0)
  }

  #count(policy: LimitPolicy, key: string, now: number): LimitState {
    const windows = this.#windows.get(policy.name) ?? new BoundedMap<Window>(MAX_KEYS)
    this.#windows.set(policy.name, windows)
    // Windows of a policy are equally long, so they end in the order in which they began.
    windows.deleteOldest(({ endsAt }) => endsAt <= now)
    let window = windows.get(key)
    if (!window) {
      window = { count: 0, endsAt: now + policy.seconds * 1000 }
      windows.set(key, window)
    }
    window.count += 1
    return toLimitState(policy, window.count, (window.endsAt - now) / 1000)
  }
}
