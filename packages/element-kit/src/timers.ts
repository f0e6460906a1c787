/** The longest delay that a timer of JavaScript keeps, in milliseconds (24.8 days); a longer one fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

/**
 * Runs something once, after so many milliseconds; gives the function that calls it off.
 *
 * Here and in `every` an element touches the browser's timers, and nowhere else: a delay may come from outside, and is made one
 * that a timer keeps. What is no number waits longest.
 */
export function after(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, timerDelay(milliseconds))
  return () => clearTimeout(timer)
}

/** Runs something again and again, with so many milliseconds between; gives the function that ends it. */
export function every(milliseconds: number, run: () => void): () => void {
  const timer = setInterval(run, timerDelay(milliseconds))
  return () => clearInterval(timer)
}

function timerDelay(milliseconds: number): number {
  return Number.isNaN(milliseconds) ? MAX_TIMER_MS : Math.min(Math.max(0, milliseconds), MAX_TIMER_MS)
}
