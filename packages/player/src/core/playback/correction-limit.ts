/** So many corrections may come in one go (5): more than a learner causes, fewer than anybody notices. */
export const BURST = 5
/** One more is allowed after each of these, in milliseconds. */
export const EVERY_MS = 1_000

/**
 * A token bucket for reactions to an event that the reaction itself causes.
 *
 * A page or an extension may undo each correction as soon as it is made. Without a limit both sides would go on as fast as the
 * browser can, and nothing else would get its turn. So at most `BURST` corrections come at once, and later one in `EVERY_MS`.
 */
export class CorrectionLimit {
  #tokens = BURST
  #at = 0
  #given = false

  /**
   * Asks for one correction at `now`, in milliseconds of a monotonic clock. `stop` comes once, with the first one that is
   * refused; every later refusal is `leave`.
   */
  take(now: number): 'correct' | 'stop' | 'leave' {
    this.#tokens = Math.min(BURST, this.#tokens + Math.max(0, now - this.#at) / EVERY_MS)
    this.#at = now
    if (this.#tokens >= 1) {
      this.#tokens -= 1
      return 'correct'
    }
    if (this.#given) return 'leave'
    this.#given = true
    return 'stop'
  }
}
