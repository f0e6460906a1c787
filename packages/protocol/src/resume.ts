import { tailMilliseconds } from './rules/completion.js'

/**
 * Gives the position at which a learner goes on, in milliseconds: where the newest report says the playhead was.
 *
 * Clamped to the duration; inside the tail, min(2 s, 1 %), it is 0, because nothing is left to watch there. It grants nothing. Without a duration the position stays
 * unchanged.
 */
export function resumePoint(position: number, duration: number | null): number {
  if (duration === null || duration <= 0) return Math.max(0, position)
  const clamped = Math.min(Math.max(0, position), duration)
  return clamped >= duration - tailMilliseconds(duration) ? 0 : clamped
}
