import type { Clock } from '../ports/clock.js'

/** The device's clocks. */
export const systemClock: Clock = {
  monotonic: () => performance.now(),
  date: () => Date.now(),
}
