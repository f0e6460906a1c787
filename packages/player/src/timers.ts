import { timerDelay } from '@enhancedhr/protocol'

/**
 * Runs something once, after so many milliseconds; gives the function that calls it off.
 *
 * Here and in `every` the player touches the browser's timers, and nowhere else: a delay that came from outside, or was worked
 * out from such a number, is one that a timer keeps (`timerDelay`).
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
