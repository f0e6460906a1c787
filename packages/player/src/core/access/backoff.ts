/** The first wait is at most this long (1 s), and every further one at most twice as long as the one before. */
const FIRST_MS = 1_000
/** From here on (5 min) waits do not grow any more. */
const CAP_MS = 5 * 60 * 1000
/** At the cap waits lie evenly within this much above it: 5 to 7.5 min, at most 12 requests an hour. */
const CAP_SPREAD_MS = 2.5 * 60 * 1000
/** The longest wait that anybody may ask for, in milliseconds (1 h): whatever a header or another page says. */
export const LONGEST_WAIT_MS = 60 * 60 * 1000
/** Bounds of what a server may ask for by `Retry-After`: 1 s and 1 h. */
const RETRY_AFTER_MS = { least: 1_000, most: LONGEST_WAIT_MS }
/** Spread over this long (1 s) after a `Retry-After`, so that not everybody comes back at the same instant. */
const HERD_MS = 1_000

/**
 * How long to wait before the next try, in milliseconds, after `failures` failures in a row (from 1).
 *
 * Full jitter: evenly between nothing and the bound of this failure. `random` is from 0 (included) to 1 (excluded).
 */
export function backoffDelay(failures: number, random: number): number {
  const bound = FIRST_MS * 2 ** Math.min(Math.max(failures, 1) - 1, 30)
  return bound < CAP_MS ? random * bound : CAP_MS + random * CAP_SPREAD_MS
}

/** How long to wait when the server said so in seconds; in milliseconds, within 1 s and 1 h, and a little spread. */
export function retryAfterDelay(seconds: number, random: number): number {
  const asked = Math.min(Math.max(seconds * 1000, RETRY_AFTER_MS.least), RETRY_AFTER_MS.most)
  return asked + random * HERD_MS
}
