import type { CompletionRule, PlayedSegment, SegmentSet } from '@enhancedhr/protocol'
import type { MalformedSegment, UncreditedStretch } from '../core/judge/judgement.js'

export type { UncreditedStretch }

/** Who a call is about: every row, key and limit is scoped by the tenant. */
export interface LearnerKey {
  readonly tenantId: string
  readonly learnerId: string
}

/** A video as Mux reported it; a replaced video is a new version. */
export interface MediaVersion {
  readonly version: number
  readonly playbackId: string
  /** Milliseconds, or `null` while Mux has not told. */
  readonly duration: number | null
}

export interface Chapter {
  readonly title: string
  /** Milliseconds of media. */
  readonly from: number
}

export interface LessonRecord {
  readonly tenantId: string
  readonly lessonId: string
  readonly courseId: string | null
  readonly title: string
  readonly position: number
  readonly required: boolean
  readonly archived: boolean
  /** The current video, or `null` while there is none. */
  readonly media: MediaVersion | null
  readonly rule: CompletionRule
  readonly chapters: readonly Chapter[]
}

export interface CourseRecord {
  readonly tenantId: string
  readonly courseId: string
  readonly title: string
  readonly description: string
  readonly archived: boolean
}

/** A learner's enrolment in a course; `attempt` is the current one, from 1. */
export interface Enrolment {
  readonly courseId: string
  readonly attempt: number
  readonly active: boolean
}

/** A learner's standing in one lesson and attempt; times in milliseconds, zeros when nothing was watched. */
export interface LessonProgressRecord {
  readonly lessonId: string
  readonly attempt: number
  readonly mediaVersion: number
  readonly watched: SegmentSet
  readonly playingTime: number
  /** Where the newest report says the playhead was; not yet clamped (see `resumePoint`). */
  readonly position: number
  readonly quizPassed: boolean
  readonly completedAt: Date | null
}

export interface CourseProgressRecord {
  readonly courseId: string
  readonly attempt: number
  /** Of every lesson of the course that is not archived, in order. */
  readonly lessons: readonly { readonly lesson: LessonRecord; readonly progress: LessonProgressRecord }[]
  /** Milliseconds: the union of charged wall time over the course's sessions in this attempt. */
  readonly seatTime: number
  readonly completedAt: Date | null
}

/** How long playing on a token can be credited: lifetime and offline allowance, in milliseconds. */
export interface TokenWindow {
  readonly lifetime: number
  readonly offlineAllowance: number
}

export interface OpenedSession {
  readonly sessionId: string
  readonly scope: string
  readonly openedAt: Date
  /** Milliseconds since `openedAt` on the database's clock. */
  readonly sessionAge: number
  readonly attempt: number
  readonly progress: LessonProgressRecord
}

/** What a session is, as far as renewal needs it. */
export interface SessionRecord {
  readonly sessionId: string
  readonly lesson: LessonRecord
  readonly mediaVersion: number
  readonly playbackId: string
  readonly attempt: number
  readonly ended: boolean
}

export interface RenewedSession {
  readonly sessionId: string
  readonly sessionAge: number
}

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
      readonly status: 'credited' | 'partly' | 'uncredited'
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
  readonly lessons: readonly { readonly lesson: LessonRecord; readonly progress: LessonProgressRecord }[]
  readonly courses: readonly CourseProgressRecord[]
  /** Milliseconds since each session opened, by session id. */
  readonly sessionAges: ReadonlyMap<string, number>
}

export interface PutLesson {
  readonly tenantId: string
  readonly lessonId: string
  readonly courseId: string | null
  readonly title: string
  readonly position: number
  readonly required: boolean
  readonly rule: CompletionRule
  readonly chapters: readonly Chapter[]
  /** A playback id that differs from the current one makes a new media version. */
  readonly playbackId: string | null
  readonly duration: number | null
}

/**
 * Where the ledger lives: one port, one conformance suite, run on PGlite and on PostgreSQL.
 *
 * Every method that touches a learner is scoped by {@link LearnerKey}; what belongs to another tenant or learner is as
 * if it did not exist. Unreachable storage rejects with `StorageUnavailableError`, nothing of the call was kept then.
 */
export interface LessonStore {
  readonly kind: 'pglite' | 'postgres'
  /** `auto` applies what is missing; `check` rejects, naming the command, when something is. */
  prepare(mode: 'auto' | 'check' | 'off'): Promise<void>
  ping(): Promise<void>
  close(): Promise<void>

  putCourse(course: { tenantId: string; courseId: string; title: string; description: string }): Promise<void>
  putLesson(lesson: PutLesson): Promise<void>
  putEnrolment(enrolment: LearnerKey & { courseId: string; active: boolean }): Promise<void>

  findLesson(tenantId: string, lessonId: string): Promise<LessonRecord | null>
  findCourse(tenantId: string, courseId: string): Promise<CourseRecord | null>
  findEnrolment(learner: LearnerKey, courseId: string): Promise<Enrolment | null>
  /** Courses in which the learner is enrolled, by id; `after` is the last id of the page before. */
  listCourses(learner: LearnerKey, page: { limit: number; after: string | null }): Promise<readonly CourseRecord[]>

  /** `attempt: null` is the current one. */
  readLessonProgress(learner: LearnerKey, lesson: LessonRecord, attempt: number | null): Promise<LessonProgressRecord>
  readCourseProgress(learner: LearnerKey, courseId: string, attempt: number | null): Promise<CourseProgressRecord>

  /** Opens a watch session in the learner's current attempt, with the first token's window from `openedAt`. */
  openSession(
    learner: LearnerKey,
    lesson: LessonRecord,
    client: { name: string; version: string },
    window: TokenWindow,
  ): Promise<OpenedSession>
  findSession(learner: LearnerKey, sessionId: string): Promise<SessionRecord | null>
  /** Adds the window of a token handed over now. */
  renewSession(learner: LearnerKey, sessionId: string, window: TokenWindow): Promise<RenewedSession | null>
  /** No further tokens for this session; evidence of what it played stays welcome. */
  endSession(learner: LearnerKey, sessionId: string): Promise<void>

  /** Judges and records a batch in one transaction: all of a report or nothing. */
  recordReports(learner: LearnerKey, reports: readonly ParsedReport[]): Promise<RecordedBatch>
  /** Closes sessions from which nothing came for a long time and sweeps those without evidence; nothing depends on it. */
  closeOrphans(): Promise<{ closed: number; swept: number }>
}
