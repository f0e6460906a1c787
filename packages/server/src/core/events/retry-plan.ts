const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** How long after each try the next one comes; the last one repeats. */
const DELAYS = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR]
/** A share of a delay by which it is longer or shorter, so that what failed together is not tried together. */
const JITTER = 0.2

/** How long a delivery is tried, in milliseconds from its first try. */
export const TRIED_FOR = 72 * HOUR

/** A delivery that has just failed. */
export interface FailedDelivery {
  /** Tries, this one included. */
  readonly attempts: number
  /** Milliseconds since the first try. */
  readonly elapsed: number
  /** From 0 up to 1. */
  readonly random: number
  /** How long the receiver asked to be left alone, in milliseconds, or `null`. */
  readonly retryAfter: number | null
}

/**
 * Milliseconds until a failed delivery is tried again, or `null` when it has been tried for long enough.
 *
 * The end is counted by time and not by tries, so that a host that was down itself loses none; the last try comes when the
 * time is over.
 */
export function planRetry({ attempts, elapsed, random, retryAfter }: FailedDelivery): number | null {
  if (elapsed >= TRIED_FOR) return null
  const delay = DELAYS[Math.min(Math.max(attempts, 1), DELAYS.length) - 1]!
  const varied = delay * (1 + JITTER * (2 * random - 1))
  return Math.round(Math.max(retryAfter ?? 0, Math.min(varied, TRIED_FOR - elapsed)))
}
