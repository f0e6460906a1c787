import { averageOf } from './rounding.js'
import { strikeOut } from './strike-out.js'
import { windowWidth } from './window-width.js'

/** A stretch of a lesson, in seconds, and what was counted in it in a second on average. */
export interface NotableWindow {
  readonly from: number
  readonly to: number
  readonly count: number
}

/** The stretches that the fewest learners watched, with their viewers; only where somebody who started did not. */
export function findMostSkipped(viewers: readonly number[], started: number): readonly NotableWindow[] {
  const missing = findWindows(viewers.map((count) => started - count))
  return missing.map(({ from, to }) => ({ from, to, count: averageIn(viewers, from, to) }))
}

/** The stretches that were watched again most often, with their repeats; only where somebody did. */
export function findMostRewatched(viewers: readonly number[], plays: readonly number[]): readonly NotableWindow[] {
  const repeats = viewers.map((count, second) => plays[second]! - count)
  return findWindows(repeats).map(({ from, to }) => ({ from, to, count: averageIn(repeats, from, to) }))
}

function averageIn(counts: readonly number[], from: number, to: number): number {
  const sum = counts.slice(from, to).reduce((total, count) => total + count, 0)
  return averageOf(sum, to - from) ?? 0
}

function findWindows(worths: readonly number[]): readonly { readonly from: number; readonly to: number }[] {
  const width = windowWidth(worths.length)
  const windows = []
  let worth = 0
  for (let end = 1; end <= worths.length; end += 1) {
    worth += worths[end - 1]! - (worths[end - 1 - width] ?? 0)
    if (end >= width && worth > 0) windows.push({ at: end - width, worth })
  }
  return strikeOut(windows, width).map(({ at }) => ({ from: at, to: at + width }))
}
