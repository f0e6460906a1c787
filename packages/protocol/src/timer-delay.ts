/** The longest delay that a timer of JavaScript keeps, in milliseconds (24.8 days); a longer one fires at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1

/**
 * Makes a delay in milliseconds that a timer keeps, of any number: none below 0, none above {@link MAX_TIMER_MS}.
 *
 * What is not a number waits longest, because a timer that never fires does less harm than one that fires all the time.
 */
export function timerDelay(milliseconds: number): number {
  return Number.isNaN(milliseconds) ? MAX_TIMER_MS : Math.min(Math.max(0, milliseconds), MAX_TIMER_MS)
}
