import { shareOf } from './rounding.js'
import { strikeOut } from './strike-out.js'
import { windowWidth } from './window-width.js'

/** A place where more learners leave than elsewhere in the lesson. Times in seconds. */
export interface DropOff {
  readonly at: number
  readonly to: number
  /** Viewers fewer at `to` than at `at`. */
  readonly lost: number
  /** How many are lost over such a stretch of this lesson, in the middle of all. */
  readonly expected: number
  /** `lost` of those who were there, in tenths of a percent. */
  readonly share: number
}

/** Learners who have to have started, for their losses to say something. */
const MIN_STARTED = 20
/** The fewest learners, and the least share of those who started, whose leaving is a drop-off. */
const MIN_LOST = 5
const MIN_SHARE = 1 / 20
/** How many median deviations above the lesson's own slope. */
const DEVIATIONS = 6

/**
 * Finds where a lesson loses viewers, against its own slope: a curve that falls evenly has no drop-off.
 *
 * `viewers` are the learners who watched each second. None for fewer than 20 who started, or for a lesson shorter than four windows.
 */
export function findDropOffs(viewers: readonly number[], started: number): readonly DropOff[] {
  const width = windowWidth(viewers.length)
  if (started < MIN_STARTED || viewers.length < 4 * width) return []
  const windows = []
  for (let at = width; at < viewers.length - 2 * width; at += 1) {
    windows.push({ at, worth: viewers[at]! - viewers[at + width]! })
  }
  const expected = lowerMedian(windows.map(({ worth }) => worth))
  const deviation = lowerMedian(windows.map(({ worth }) => Math.abs(worth - expected)))
  const least = Math.max(MIN_LOST, started * MIN_SHARE, expected + DEVIATIONS * Math.max(deviation, 1))
  const unusual = windows.filter(({ worth }) => worth >= least)
  return strikeOut(unusual, width).map(({ at, worth }) => ({
    at,
    to: at + width,
    lost: worth,
    expected,
    share: shareOf(worth, viewers[at]!)!,
  }))
}

function lowerMedian(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? 0
}
