import type { SegmentSet } from '@enhancedhr/protocol'
import type { JudgedSegment } from '../judge/judgement.js'
import type { CourseStanding } from './course-standing.js'
import type { LessonRecord, MediaVersion } from './lesson.js'
import type { VerdictRecord } from './verdict.js'

/** What the ledger holds of a lesson, attempt and media version; times in milliseconds. */
export interface BatchProgress {
  readonly watched: SegmentSet
  /** What counts for a verdict on a replaced video; `null` while everything watched does. */
  readonly counted: SegmentSet | null
  readonly percentTenths: number
  readonly playingTime: number
  readonly position: number
  /** When the position was reported, in milliseconds since 1970; `null` before the first report. */
  readonly positionAt: number | null
  readonly reportedDuration: number | null
}

/** A session of the batch with everything that judging its reports needs. Instants are milliseconds since 1970. */
export interface BatchSession {
  readonly sessionId: string
  readonly lesson: LessonRecord
  readonly attempt: number
  /** Whether it only looks at the lesson. */
  readonly isPreview: boolean
  /** Of the lesson's course now: above `attempt` where a newer one has begun. */
  readonly currentAttempt: number
  readonly mediaVersion: number
  /** Milliseconds of media of the version that the session is pinned to. */
  readonly duration: number
  /** Of that version. */
  readonly observedDuration: MediaVersion['observedDuration']
  /** When the session's video was replaced, or `null` while it is current. */
  readonly replacedAt: number | null
  readonly openedAt: number
  readonly windows: SegmentSet
  /** Wall time that this session was charged near the evidence. */
  readonly charged: SegmentSet
  readonly through: number
  readonly eventsThrough: number
  readonly eventsKept: number
  readonly evidenceKept: number
  readonly progress: BatchProgress | null
  /** Of the lesson in this attempt, whatever the video. */
  readonly verdict: VerdictRecord | null
  readonly quizPassed: boolean
  /** Of the numbers that the batch names. */
  readonly evidence: readonly JudgedSegment[]
  /** Numbers of the batch's events that are kept already. */
  readonly knownEvents: readonly number[]
}

/** Wall time that a lesson got in other sessions of the learner. */
export interface ConcurrentCharge {
  readonly lessonId: string
  readonly charged: SegmentSet
}

/** What the database holds about a batch of reports. */
export interface BatchRecords {
  /** The learner's revision when this was read; `null` for a learner who never opened a session. */
  readonly revision: number | null
  /** Receipt, on the database's clock, in milliseconds since 1970. */
  readonly now: number
  readonly sessions: readonly BatchSession[]
  /** What sessions outside the batch were charged in the quarters of an hour that the evidence falls into, one a lesson. */
  readonly concurrent: readonly ConcurrentCharge[]
  /** Rows of segments and events that were kept today, over all sessions. */
  readonly kept: number
  /** How the learner stands in the sessions' courses, in the sessions' attempts. */
  readonly courses: readonly CourseStanding[]
}
