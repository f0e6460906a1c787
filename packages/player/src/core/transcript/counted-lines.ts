import type { CaptionCue } from './caption-cue.js'

/** So much (0.25 s) of a line may be missing at its ends: captions stand a little longer than what is said. */
const TOLERANCE = 0.25

/**
 * Gives the indexes of the lines that were watched to the end. `segments`: what counts, in seconds, sorted, without overlaps.
 * `lines` are sorted by their start.
 */
export function countedLines(
  lines: readonly Pick<CaptionCue, 'from' | 'to'>[],
  segments: readonly (readonly [from: number, to: number])[],
): ReadonlySet<number> {
  const counted = new Set<number>()
  let place = 0
  for (const [index, { from, to }] of lines.entries()) {
    while ((segments[place]?.[1] ?? Infinity) <= from) place += 1
    const segment = segments[place]
    const shorter = Math.min(TOLERANCE, (to - from) / 4)
    if (segment && segment[0] <= from + shorter && segment[1] >= to - shorter) counted.add(index)
  }
  return counted
}
