import type { CompletionRule, CourseRule, PlayedSegment, SegmentSet } from '@enhancedhr/protocol'
import type { JudgePolicy, MalformedSegment, UncreditedStretch } from '../core/judge/judgement.js'
import type {
  AttemptRecord,
  EnrolmentRecord,
  Precondition,
  PutOutcome,
  ResultOutcome,
  TakenResult,
  UncreditedRecord,
  VerdictDecision,
  VerdictHistory,
  VerdictRecord,
} from './managed-records.js'

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

/** What one lesson allows; `null`: as the handler's options say. */
export interface LessonPolicy {
  readonly maxRate: number | null
  readonly hiddenCounts: boolean | null
  readonly mutedCounts: boolean | null
  readonly seek: 'free' | 'watched' | null
  /** Milliseconds beyond a token's lifetime in which playing still counts. */
  readonly offlineAllowance: number | null
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
  readonly ruleVersion: number
  /** Whether the host reports results of a quiz. */
  readonly hasQuiz: boolean
  readonly policy: LessonPolicy
  readonly chapters: readonly Chapter[]
  /** Counts the changes of the lesson, from 1. */
  readonly revision: number
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface CourseRecord {
  readonly tenantId: string
  readonly courseId: string
  readonly title: string
  readonly description: string
  readonly archived: boolean
  /** Who manages it, by id. */
  readonly owners: readonly string[]
  readonly rule: CourseRule
  readonly ruleVersion: number
  /** Whether the host reports results of a final assessment. */
  readonly hasAssessment: boolean
  /** Counts the changes of the course, from 1. */
  readonly revision: number
  readonly createdAt: Date
  readonly updatedAt: Date
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
  readonly verdict: VerdictRecord | null
}

/** How a learner stands in a course, as far as its verdict and its numbers need it. */
export interface CourseProgressRecord {
  readonly courseId: string
  readonly attempt: number
  readonly rule: CourseRule
  readonly ruleVersion: number
  /** Of every lesson of the course that is not archived, in order. */
  readonly lessons: readonly CourseLessonRecord[]
  /** Milliseconds: the union of charged wall time over the course's sessions in this attempt. */
  readonly seatTime: number
  readonly assessmentPassed: boolean
  readonly verdict: VerdictRecord | null
}

export interface LessonWithProgress {
  readonly lesson: LessonRecord
  readonly progress: LessonProgressRecord
}

export interface CourseLessonRecord {
  readonly lessonId: string
  readonly required: boolean
  readonly completed: boolean
  /** Tenths of a per cent of the current video. */
  readonly percentTenths: number
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
  readonly lessons: readonly LessonWithProgress[]
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
  readonly hasQuiz: boolean
  readonly policy: LessonPolicy
  readonly chapters: readonly Chapter[]
  /** A playback id that differs from the current one makes a new media version. */
  readonly playbackId: string | null
  readonly duration: number | null
}

/** How many calls of a key were counted, this one included, and seconds until the count starts anew. */
export interface CallCount {
  readonly calls: number
  readonly resetAfter: number
}

export interface PutCourse {
  readonly tenantId: string
  readonly courseId: string
  readonly title: string
  readonly description: string
  /** `null`: as they are. */
  readonly owners: readonly string[] | null
  readonly rule: CourseRule
  readonly hasAssessment: boolean
}

/** Which courses a list is about: those of a learner, of an owner, or all of the tenant. */
export interface CourseListing {
  readonly who: 'learner' | 'learner_or_owner' | 'everyone'
  readonly limit: number
  /** The last id of the page before, or `null`. */
  readonly after: string | null
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

  /** Creates or replaces a course, and queues a sweep of its verdicts where its rule changed. */
  putCourse(course: PutCourse, expected?: Precondition): Promise<PutOutcome>
  /** Creates or replaces a lesson, and queues a sweep of its verdicts where rule, video or place changed. */
  putLesson(lesson: PutLesson, expected?: Precondition): Promise<PutOutcome>
  /** No grants any more; evidence and verdicts stay. `null` where there is none. */
  archiveCourse(tenantId: string, courseId: string, expected?: Precondition): Promise<'archived' | 'stale' | null>
  archiveLesson(tenantId: string, lessonId: string, expected?: Precondition): Promise<'archived' | 'stale' | null>
  /** Enrols, or ends the enrolment; `created` tells whether there was none before. */
  putEnrolment(
    enrolment: LearnerKey & { courseId: string; active: boolean },
  ): Promise<{ readonly enrolment: EnrolmentRecord; readonly created: boolean }>
  /** Begins the learner's next attempt; `expected` is the number it shall have. `null` for who was never enrolled. */
  startAttempt(
    learner: LearnerKey,
    courseId: string,
    attempt: { readonly reason: string; readonly actorId: string; readonly expected: number | null },
  ): Promise<{ readonly attempt: AttemptRecord; readonly created: boolean } | 'stale' | null>

  /** Keeps a result once, and gives the verdicts that it makes true, in one transaction. */
  recordQuizResult(learner: LearnerKey, lesson: LessonRecord, result: TakenResult): Promise<ResultOutcome>
  recordAssessmentResult(learner: LearnerKey, courseId: string, result: TakenResult): Promise<ResultOutcome>
  /** Waives or revokes a completion; what it makes true of the course is judged in the same transaction. */
  decideLesson(learner: LearnerKey, lesson: LessonRecord, decision: VerdictDecision): Promise<VerdictHistory>
  decideCourse(learner: LearnerKey, course: CourseRecord, decision: VerdictDecision): Promise<VerdictHistory>

  findLesson(tenantId: string, lessonId: string): Promise<LessonRecord | null>
  findCourse(tenantId: string, courseId: string): Promise<CourseRecord | null>
  findEnrolment(learner: LearnerKey, courseId: string): Promise<Enrolment | null>
  /** Courses by id, archived ones left out. */
  listCourses(caller: LearnerKey, listing: CourseListing): Promise<readonly CourseRecord[]>
  /** The lessons of a course that are not archived, in order. */
  listLessons(tenantId: string, courseId: string): Promise<readonly LessonRecord[]>

  /** `attempt: null` is the current one. */
  readLessonProgress(learner: LearnerKey, lesson: LessonRecord, attempt: number | null): Promise<LessonProgressRecord>
  /** `null` where there is no such course. */
  readCourseProgress(
    learner: LearnerKey,
    courseId: string,
    attempt: number | null,
  ): Promise<CourseProgressRecord | null>
  /** The lessons of a course that are not archived, in order, each with the learner's progress. */
  readCourseLessons(
    learner: LearnerKey,
    courseId: string,
    attempt: number | null,
  ): Promise<readonly LessonWithProgress[]>
  /** What was refused in the lesson's current video, by reason. */
  readUncredited(learner: LearnerKey, lesson: LessonRecord, attempt: number): Promise<readonly UncreditedRecord[]>

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

  /** Judges and records a batch: all of it or nothing. `policy` holds where a lesson says nothing else. */
  recordReports(learner: LearnerKey, reports: readonly ParsedReport[], policy: JudgePolicy): Promise<RecordedBatch>
  /** Closes sessions from which nothing came for a long time and sweeps those without evidence; nothing depends on it. */
  closeOrphans(): Promise<{ closed: number; swept: number }>
  /** Counts one call of a key; the count starts anew `seconds` after its first. */
  countCall(limiter: string, key: string, seconds: number): Promise<CallCount>
  /** Deletes counts that are over. */
  sweepCallCounts(): Promise<number>
  /** Judges a page of learners anew where a rule changed; `null` when nothing was due. */
  sweepVerdicts(): Promise<{ judged: number } | null>
}
