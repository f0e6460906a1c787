import type { EndedSessionCode } from './session.js'
import type { MalformedSegment, UncreditedStretch } from '../judge/judgement.js'
import type { CourseProgressRecord, LessonWithProgress } from './progress.js'
import type { PlayedSegment } from '@enhancedhr/protocol'

/** One report as the http layer read it: well-formed frame, segments in milliseconds, bad ones named. */
export interface ParsedReport {
  readonly sessionId: string
  readonly lessonId: string
  /** Milliseconds of media, or `null`. */
  readonly position: number | null
  readonly duration: number | null
  readonly segments: readonly PlayedSegment[]
  /** Segments that were no segments: dropped alone; `n` where it could be read. */
  readonly malformed: readonly MalformedSegment[]
  readonly events: readonly ParsedEvent[]
}

export interface ParsedEvent {
  readonly n: number
  readonly type: string
  /** Milliseconds on the session clock. */
  readonly at: number
  /** Everything else that the event carries, as it was sent. */
  readonly data: Readonly<Record<string, unknown>>
}

/** How one report stands after it was recorded. */
export type RecordedReport =
  | {
      readonly status: 'credited' | 'partly' | 'uncredited' | 'waiting'
      readonly through: number
      readonly eventsThrough: number
      readonly reasons: readonly UncreditedStretch[]
    }
  | { readonly status: 'refused'; readonly code: 'session_not_found' }

/** The answer to a batch, read in the transaction that recorded it. */
export interface RecordedBatch {
  /** In the order of the reports given. */
  readonly results: readonly RecordedReport[]
  /** Of every lesson that a report of this learner named, current attempt of the session. */
  readonly lessons: readonly LessonWithProgress[]
  readonly courses: readonly CourseProgressRecord[]
  /** Sessions that a new one has to follow, by session id. */
  readonly endedSessions: ReadonlyMap<string, EndedSessionCode>
  /** Milliseconds since each session opened, by session id. */
  readonly sessionAges: ReadonlyMap<string, number>
}
