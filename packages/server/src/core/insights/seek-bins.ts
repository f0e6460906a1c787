/** The most bins of a lesson's seek map on each side. */
const MOST_BINS = 60
/** A seek shorter than this is a correction of the learner's hand. */
const LEAST_SEEK_S = 1

/** A seek as bins of the map, by the second at which each begins. */
export interface BinnedSeek {
  readonly from: number
  readonly to: number
}

/** How many seconds of a lesson are one bin of its seek map. */
export function seekBinWidth(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / MOST_BINS))
}

/** Where a seek belongs in the map of a lesson of so many seconds; `null` for one that is too short, or of a lesson without any. */
export function binSeek(from: number, to: number, seconds: number): BinnedSeek | null {
  if (seconds < 1 || !Number.isFinite(from) || !Number.isFinite(to) || Math.abs(to - from) < LEAST_SEEK_S) return null
  const width = seekBinWidth(seconds)
  const binOf = (position: number): number => {
    const second = Math.min(Math.max(0, Math.floor(position)), seconds - 1)
    return second - (second % width)
  }
  return { from: binOf(from), to: binOf(to) }
}
