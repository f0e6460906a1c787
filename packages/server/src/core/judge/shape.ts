import { MAX_INT4, MAX_SEGMENT_MS, type PlayedSegment } from '@enhancedhr/protocol'

/** Latest time on a session clock, some 34 years: later ones are no time, and would overflow the database's calendar. */
const MAX_CLOCK_MS = 2 ** 40

/** Rule 1, `malformed`: whole numbers in their bounds, `0 ≤ started < ended`, at most six hours, a rate above 0. */
export function isWellFormed(segment: PlayedSegment): boolean {
  const { n, from, to, rate, started, ended } = segment
  return (
    isInteger(n, 1, MAX_INT4) &&
    isInteger(from, -MAX_INT4, MAX_INT4) &&
    isInteger(to, -MAX_INT4, MAX_INT4) &&
    isInteger(started, 0, MAX_CLOCK_MS) &&
    isInteger(ended, started + 1, started + MAX_SEGMENT_MS) &&
    Number.isFinite(rate) &&
    rate > 0
  )
}

/** Whether two segments carry the same content, number for number: then they are the same evidence. */
export function isSameEvidence(a: PlayedSegment, b: PlayedSegment): boolean {
  return (
    a.from === b.from &&
    a.to === b.to &&
    a.rate === b.rate &&
    a.started === b.started &&
    a.ended === b.ended &&
    a.visible === b.visible &&
    a.muted === b.muted
  )
}

function isInteger(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most
}
