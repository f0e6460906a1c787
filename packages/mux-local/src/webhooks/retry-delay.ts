const FIRST_MS = 5_000
const LONGEST_MS = 3_600_000

/** For how long an event is tried, in milliseconds. */
export const GIVE_UP_AFTER_MS = 24 * 3_600_000

/** Milliseconds until the next attempt after so many failed ones: 5 s, then twice as long each time, an hour at most. */
export function retryDelay(failed: number): number {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failed - 1))
}
