import { timerDelay } from '@enhancedhr/protocol'

/**
 * Runs something once, after so many milliseconds; gives the function that calls it off.
 *
 * Here and in `every` the server touches the timers of its platform, and nowhere else: a delay that came from a host's options, or
 * was worked out from one, is one that a timer keeps (`timerDelay`).
 */
export function after(milliseconds: number, run: () => void): () => void {
  const timer = setTimeout(run, timerDelay(milliseconds))
  return () => clearTimeout(timer)
}

/** Runs something again and again, with so many milliseconds between; keeps no process alive. Gives the function that ends it. */
export function every(milliseconds: number, run: () => void): () => void {
  const timer: unknown = setInterval(run, timerDelay(milliseconds))
  // Workers give a number.
  if (typeof timer === 'object') (timer as NodeJS.Timeout).unref()
  return () => clearInterval(timer as NodeJS.Timeout)
}
