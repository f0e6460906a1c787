import type { SegmentSet } from '@enhancedhr/protocol'

/**
 * Where a learner may seek. `free`: anywhere. `watched`: forward only within what is watched, back anywhere.
 *
 * A restriction for the learner, and never a reason for credit: the server credits no stretch that was not played.
 * Policies that this version does not know are read as `free`.
 */
export type SeekPolicy = 'free' | 'watched'

/** How far beyond what is watched a seek may land, in milliseconds of media: the media element and its samples differ by so much. */
export const SEEK_SLACK_MS = 250

/** Reads a grant's seek policy. */
export function readSeekPolicy(policy: string): SeekPolicy {
  return policy === 'watched' ? 'watched' : 'free'
}

/**
 * Gives the position that a seek may go to, in milliseconds of media: `to` itself where it is allowed.
 *
 * A seek that is not goes as far ahead as it may: to the end of the last watched stretch before `to`, and never back behind
 * `from`. Sought again from there, the same position is given; more that is watched never gives an earlier one.
 */
export function allowSeek(policy: SeekPolicy, watched: SegmentSet, from: number, to: number): number {
  if (policy === 'free' || to <= from) return to
  const before = watched.findLast(([start]) => start <= to)
  const reached = Math.max(from, before?.[1] ?? 0)
  return to <= reached + SEEK_SLACK_MS ? to : reached
}
