import type { Clock } from '../ports/clock.js'

/** The clocks of the browser. */
export const systemClock: Clock = {
  monotonic: () => performance.now(),
  date: () => Date.now(),
}
