import { isSameDuration } from '@enhancedhr/protocol'

/**
 * Gives the duration to remember of a learner's video: the greatest that was reported and can be the video's.
 *
 * So a later, longer report corrects a shorter one, and a number that cannot be the video's changes nothing. All in
 * milliseconds.
 */
export function keepReportedDuration(known: number | null, reported: number | null, stored: number): number | null {
  if (reported === null || !isSameDuration(stored, reported)) return known
  return known !== null && isSameDuration(stored, known) ? Math.max(known, reported) : reported
}
