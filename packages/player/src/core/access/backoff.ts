import { LONGEST_WAIT_MS } from '@enhancedhr/protocol'

/** How waits grow, in milliseconds. */
export interface Backoff {
  /** The first wait is at most this long, and every further one at most twice as long as the one before. */
  readonly first: number
  /** The share of its longest that every wait takes at least; the rest is chance. */
  readonly share: number
  /** No wait is shorter. */
  readonly least: number
  /** From here on waits do not grow any more: they lie evenly within `spread` above it. */
  readonly steady: number
  readonly spread: number
}

/** Nobody looks: from 1 s, and in the end every 5 to 7.5 min, which is at most 12 requests an hour. */
const UNWATCHED: Backoff = { first: 1_000, share: 0, least: 0, steady: 5 * 60_000, spread: 2.5 * 60_000 }
/** A learner looks at the page and may want to play: never at once, and at most 1 min. */
export const GRANT_BACKOFF: Backoff = { first: 2_000, share: 0.5, least: 0, steady: 30_000, spread: 30_000 }
/** A learner plays, or waits to play on: never at once, and at most 30 s. */
export const TOKEN_BACKOFF: Backoff = { first: 1_000, share: 0, least: 500, steady: 15_000, spread: 15_000 }

/** Bounds of what a server may ask for by `Retry-After`: 1 s and 1 h. */
const RETRY_AFTER_MS = { least: 1_000, most: LONGEST_WAIT_MS }
/** Spread over this long (1 s) after a `Retry-After`, so that not everybody comes back at the same instant. */
const HERD_MS = 1_000

/**
 * How long to wait before the next try, in milliseconds, after `failures` failures in a row (from 1).
 *
 * Chance spreads those who failed together; `random` is from 0 (included) to 1 (excluded).
 */
export function backoffDelay(failures: number, random: number, law: Backoff = UNWATCHED): number {
  const { first, share, least, steady, spread } = law
  const bound = first * 2 ** Math.min(Math.max(failures, 1) - 1, 30)
  return bound < steady ? Math.max(least, bound * (share + (1 - share) * random)) : steady + random * spread
}

/** How long to wait: as long as the server asked, in seconds, or else by the law. */
export function waitAfter(failures: number, retryAfter: number | null, random: number, law?: Backoff): number {
  return retryAfter === null ? backoffDelay(failures, random, law) : retryAfterDelay(retryAfter, random)
}

/** How long to wait when the server said so in seconds; in milliseconds, within 1 s and 1 h, and a little spread. */
export function retryAfterDelay(seconds: number, random: number): number {
  const asked = Math.min(Math.max(seconds * 1000, RETRY_AFTER_MS.least), RETRY_AFTER_MS.most)
  return asked + random * HERD_MS
}
