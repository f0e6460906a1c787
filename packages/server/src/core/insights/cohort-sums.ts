import type { JournalRow } from './journal-row.js'
import { bucketOf } from './log-linear.js'
import type { Day } from './reporting-day.js'
import type { SecondRuns } from './sampled-seconds.js'

/** The highest attempt that is counted separately; those after it count as it. */
const LAST_ATTEMPT = 9

/** What all takings of a cohort add up to. Counts by second and by bucket; a place that is missing is 0. */
export interface CohortSums {
  readonly mediaVersion: number
  readonly attempt: number
  readonly startedOn: Day
  /** Takings that were credited anything. */
  started: number
  watchedMs: number
  playedMs: number
  playingMs: number
  plays: number
  offlineMs: number
  /** By second of the lesson: takings that watched it, and how often it was played. */
  readonly viewersAt: number[]
  readonly playsAt: number[]
  /** Takings by the whole seconds that they watched. */
  readonly reached: number[]
  /** Takings by how many milliseconds they played, in buckets of `log-linear.ts`. */
  readonly played: number[]
}

/** Adds rows up by cohort, in any order: media version, attempt and day of the first credit. */
export function addUp(rows: Iterable<JournalRow>): readonly CohortSums[] {
  const cohorts = new Map<string, CohortSums>()
  for (const row of rows) {
    const attempt = Math.min(row.attempt, LAST_ATTEMPT)
    const key = `${row.mediaVersion.toString()} ${attempt.toString()} ${row.startedOn}`
    const sums = cohorts.get(key) ?? emptySums(row.mediaVersion, attempt, row.startedOn)
    cohorts.set(key, sums)
    addRow(sums, row)
  }
  return [...cohorts.values()]
}

function emptySums(mediaVersion: number, attempt: number, startedOn: Day): CohortSums {
  const sums = { started: 0, watchedMs: 0, playedMs: 0, playingMs: 0, plays: 0, offlineMs: 0 }
  return { mediaVersion, attempt, startedOn, ...sums, viewersAt: [], playsAt: [], reached: [], played: [] }
}

function addRow(sums: CohortSums, row: JournalRow): void {
  const { sign, beforeMs, afterMs, playedBeforeMs, playedAfterMs } = row
  sums.watchedMs += sign * (afterMs - beforeMs)
  sums.playedMs += sign * (playedAfterMs - playedBeforeMs)
  sums.playingMs += sign * row.playingMs
  sums.plays += sign * row.plays
  sums.offlineMs += sign * row.offlineMs
  addRuns(sums.viewersAt, row.viewed, sign)
  addRuns(sums.playsAt, row.played, sign)
  if (beforeMs === 0 && afterMs > 0) sums.started += sign
  move(sums.reached, sign, beforeMs > 0 && Math.floor(beforeMs / 1_000), afterMs > 0 && Math.floor(afterMs / 1_000))
  move(sums.played, sign, playedBeforeMs > 0 && bucketOf(playedBeforeMs), playedAfterMs > 0 && bucketOf(playedAfterMs))
}

function addRuns(counts: number[], runs: SecondRuns, sign: number): void {
  for (let at = 0; at < runs.length; at += 2) {
    for (let second = runs[at]!; second < runs[at + 1]!; second += 1) add(counts, second, sign)
  }
}

/** Takes a taking out of one place and puts it into another one; `false` where it was, or is, in none. */
function move(counts: number[], sign: number, from: number | false, to: number | false): void {
  if (from !== false) add(counts, from, -sign)
  if (to !== false) add(counts, to, sign)
}

function add(counts: number[], place: number, sign: number): void {
  while (counts.length <= place) counts.push(0)
  counts[place]! += sign
}
