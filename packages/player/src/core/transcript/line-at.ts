import type { CaptionCue } from './caption-cue.js'

/**
 * Gives the index of the line that is said at a position, in seconds: the last one that has begun. Between two lines it stays with the
 * one before; -1 before the first. `lines` are sorted by their start.
 */
export function lineAt(lines: readonly Pick<CaptionCue, 'from'>[], seconds: number): number {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((lines[middle]?.from ?? Infinity) <= seconds) low = middle + 1
    else high = middle
  }
  return low - 1
}
