import type { Segment } from '@enhancedhr/protocol'
import type { UncreditedStretch } from '../judge/judgement.js'
import { reportStanding } from '../judge/standing.js'
import { isRecordNumber } from '../records/record-number.js'
import type { ParsedReport, RecordedReport } from '../records/report.js'

/**
 * Answers a report of a session that only looks at a lesson, of which nothing is kept.
 *
 * Every number counts as judged, so that a player which reports all the same forgets it.
 */
export function answerPreview({ segments, malformed, events }: ParsedReport): RecordedReport {
  const claimed = segments.map(({ from, to }): Segment => [from, to])
  const uncredited = claimed.map(([from, to]): UncreditedStretch => ({ code: 'preview', from, to }))
  const numbers = [...segments, ...malformed].map(({ n }) => n)
  return {
    ...reportStanding(claimed, uncredited, [], false),
    through: greatest(numbers),
    eventsThrough: greatest(events.map(({ n }) => n)),
  }
}

function greatest(numbers: readonly (number | null)[]): number {
  return Math.max(0, ...numbers.filter((n): n is number => n !== null && isRecordNumber(n)))
}
