import {
  coveredMilliseconds,
  fromUnordered,
  type Segment,
  type SegmentSet,
  subtract,
  union,
} from '@enhancedhr/protocol'
import type { CreditedPart } from '../judge/judgement.js'
import type { JournalRow, TakingKey } from './journal-row.js'
import type { Day, ReportingDays } from './reporting-day.js'
import { joinRuns, playedSeconds, type SecondRuns, sampledSeconds } from './sampled-seconds.js'

/** Evidence that arrives later than this after it was played was kept while the learner was offline. */
const OFFLINE_AFTER_MS = 120_000

/** What one session of a taking was credited by a batch, in the order judged. */
export interface SessionCredit {
  readonly parts: readonly CreditedPart[]
  /** Whether nothing was charged to the session before. */
  readonly isFirst: boolean
}

/** A taking before a batch. */
export interface TakingBefore {
  readonly key: TakingKey
  /** `null` before its first credit. */
  readonly startedOn: Day | null
  readonly watched: SegmentSet
  /** Milliseconds of media played, repeats included. */
  readonly playedMs: number
}

/** Part of a day: what of the credit was played on it. */
interface DayOfBatch {
  readonly media: Segment[]
  readonly viewed: number[]
  addedMs: number
  playingMs: number
  plays: number
  offlineMs: number
}

/**
 * Gives the rows of the journal for what a batch credited a taking: one for each day on which it was played, and none for a batch that
 * credited nothing.
 *
 * A part that lies across midnight is cut by its own map, rounded down, as every clip of the ledger is. A second that several days would
 * bring belongs to the first part in the order judged. `now` is when the batch was received.
 */
export function toJournalRows(
  { key, startedOn, watched, playedMs }: TakingBefore,
  credits: readonly SessionCredit[],
  days: ReportingDays,
  now: number,
): readonly JournalRow[] {
  if (credits.every(({ parts }) => parts.length === 0)) return []
  const byDay = new Map<Day, DayOfBatch>()
  let known = watched
  for (const { parts, isFirst } of credits) {
    for (const [place, part] of parts.entries()) {
      for (const [piece, { media, wall }] of cutAtMidnight(part, days).entries()) {
        const day = entryOf(byDay, days.dayOf(wall[0]))
        const added = subtract(fromUnordered([media]), known)
        day.viewed.push(...newSeconds(media, known))
        day.media.push(media)
        day.addedMs += coveredMilliseconds(added)
        day.playingMs += wall[1] - wall[0]
        if (wall[1] + OFFLINE_AFTER_MS < now) day.offlineMs += wall[1] - wall[0]
        if (isFirst && place === 0 && piece === 0) day.plays += 1
        known = union(known, added)
      }
    }
  }
  const cohort = startedOn ?? firstDay(credits, days)
  let [before, playedBefore] = [coveredMilliseconds(watched), playedMs]
  return [...byDay].map(([day, { media, viewed, addedMs, ...sums }]) => {
    const [beforeMs, playedBeforeMs] = [before, playedBefore]
    before += addedMs
    playedBefore += media.reduce((total, [from, to]) => total + to - from, 0)
    return {
      ...key,
      ...sums,
      ...{ sign: 1, startedOn: cohort, day, beforeMs, afterMs: before, playedBeforeMs, playedAfterMs: playedBefore },
      viewed: sorted(viewed),
      played: joinRuns(media.flatMap(playedSeconds)),
    }
  })
}

/** The day of the earliest part, which is that of the cohort when nothing was credited before. */
function firstDay(credits: readonly SessionCredit[], { dayOf }: ReportingDays): Day {
  return dayOf(Math.min(...credits.flatMap(({ parts }) => parts.map(({ wall }) => wall[0]))))
}

function entryOf(byDay: Map<Day, DayOfBatch>, day: Day): DayOfBatch {
  const entry = byDay.get(day) ?? { media: [], viewed: [], addedMs: 0, playingMs: 0, plays: 0, offlineMs: 0 }
  byDay.set(day, entry)
  return entry
}

function cutAtMidnight({ media: [from, to], wall }: CreditedPart, days: ReportingDays): readonly CreditedPart[] {
  const [started, ended] = wall
  const at = (instant: number): number =>
    instant === ended ? to : from + Math.floor(((to - from) * (instant - started)) / (ended - started))
  return days.cutAtMidnight(wall).map(([start, end]) => ({ media: [at(start), at(end)], wall: [start, end] }))
}

/** The seconds of a stretch that nothing known holds: what a union holds is what its parts hold. */
function newSeconds(media: Segment, known: SegmentSet): SecondRuns {
  return subtract(toSet(playedSeconds(media)), toSet(sampledSeconds(known))).flat()
}

function toSet(runs: SecondRuns): SegmentSet {
  const set: Segment[] = []
  for (let at = 0; at < runs.length; at += 2) set.push([runs[at]!, runs[at + 1]!])
  return set
}

function sorted(runs: SecondRuns): SecondRuns {
  return fromUnordered(toSet(runs)).flat()
}
