/** Two durations of one video may differ by this much, in milliseconds, or by {@link TOLERATED_PART} if that is more. */
const TOLERATED_MS = 1_000
/** A hundredth of the duration. */
const TOLERATED_PART = 100
/** Whatever is tolerated, half of the video is never its end. */
const LEAST_PART = 2

/**
 * Whether a reported duration can be the same video's: it differs from the stored one by at most max(1 s, 1 %), and by
 * less than half of it. Both in milliseconds.
 */
export function isSameDuration(stored: number, reported: number): boolean {
  const difference = Math.abs(reported - stored)
  const tolerated = Math.max(TOLERATED_MS, Math.floor(stored / TOLERATED_PART))
  return reported > 0 && difference <= tolerated && difference * LEAST_PART < stored
}

/**
 * Gives where a video ends for verdicts and percentages, in milliseconds: at its stored duration, or a little earlier
 * where a learner's own player reported that.
 *
 * Sums of segments and encoders round, so that the stored duration may lie beyond the last frame, and nobody could ever
 * watch all of it. A report that is longer, or shorter by more than max(1 s, 1 %), changes nothing. Never used for credit
 * or playing time.
 */
export function videoEnd(stored: number | null, reported: number | null): number | null {
  if (stored === null || reported === null || !isSameDuration(stored, reported)) return stored
  return Math.min(stored, reported)
}
