import type { Segment } from '@enhancedhr/protocol'

/** A civil date, as in `2026-11-30`. */
export type Day = string

/** Distinguishes days in the one time zone in which an installation reports. */
export interface ReportingDays {
  /** The date of an instant in milliseconds since 1970. */
  dayOf(instant: number): Day
  /** Cuts a stretch of wall time at each midnight in it. */
  cutAtMidnight(wall: Segment): readonly Segment[]
}

const MINUTE_MS = 60_000

/**
 * Days of a time zone of the IANA database, such as `Europe/Berlin`; throws `RangeError` for one that is not known.
 *
 * A day may have 23 or 25 hours. Midnight is looked for to the minute, which is as exact as time zones are.
 */
export function reportingDays(timeZone: string): ReportingDays {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const dayOf = (instant: number): Day => format.format(instant)
  return {
    dayOf,
    cutAtMidnight([from, to]) {
      const pieces: Segment[] = []
      let start = from
      while (start < to && dayOf(start) !== dayOf(to - 1)) {
        const end = nextMidnight(start, to)
        pieces.push([start, end])
        start = end
      }
      return [...pieces, [start, to]]
    },
  }

  /** The first instant of another date after `from`; there is one before `to`. */
  function nextMidnight(from: number, to: number): number {
    const day = dayOf(from)
    let [same, other] = [Math.floor(from / MINUTE_MS), Math.ceil(to / MINUTE_MS)]
    while (other - same > 1) {
      const middle = Math.floor((same + other) / 2)
      if (dayOf(middle * MINUTE_MS) === day) same = middle
      else other = middle
    }
    return Math.min(Math.max(other * MINUTE_MS, from + 1), to)
  }
}
