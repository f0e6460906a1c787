import { CLOCK_SLACK_MS, type SegmentSet } from '@enhancedhr/protocol'
import { isWellFormed } from '../../src/core/judge/shape.js'
import type { ReadReport } from '../../src/core/parse-report.js'

/** What the ledger in memory holds of a learner and one video of a lesson, within an attempt. */
export interface MemoryProgress {
  watched: SegmentSet
  /** The part of it that was played while its video was the current one: only this earns a verdict. */
  counted: SegmentSet
  playingTime: number
  position: number
  positionAt: number
  /** Greatest duration that was reported and can be the video's. */
  reported: number | null
}

/** The greatest instant wins, so a report that comes late never moves the resume point back. */
export function movePosition(progress: MemoryProgress, report: ReadReport, openedAt: number, now: number): void {
  if (report.position === null) return
  const moments = report.segments
    .filter((segment) => isWellFormed(segment) && openedAt + segment.ended <= now + CLOCK_SLACK_MS)
    .map(({ ended }) => ended)
  const instant = openedAt + Math.max(0, ...moments)
  if (instant <= progress.positionAt) return
  progress.position = report.position
  progress.positionAt = instant
}
