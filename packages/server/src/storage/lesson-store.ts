import type { CourseAccess, LessonAccess } from '../core/records/access-facts.js'
import type { LearnerKey } from '../core/records/learner-key.js'
import type { LessonRecord, PutLesson } from '../core/records/lesson.js'
import type { CourseKey, CourseListing, CourseRecord, PutCourse } from '../core/records/course.js'
import type { CourseLearner, EnrolmentListing, LearnerListing } from '../core/records/course-learner.js'
import type { AttemptRecord, Enrolment, EnrolmentRecord } from '../core/records/enrolment.js'
import type { CourseProgressRecord, LessonProgressRecord, LessonWithProgress } from '../core/records/progress.js'
import type { OpenedSession, RenewedSession, SessionRecord, TokenWindow } from '../core/records/session.js'
import type { ParsedReport, RecordedBatch } from '../core/records/report.js'
import type { CallCount, CallToCount } from '../core/records/call-count.js'
import type { Policy } from '../core/policy.js'
import type { ChangeConditions, PutLessonOutcome, PutOutcome, Unchanged } from '../core/records/revision.js'
import type { ResultOutcome, TakenResult } from '../core/records/result.js'
import type { UncreditedRecord } from '../core/records/uncredited.js'
import type { VerdictDecision, VerdictHistory } from '../core/records/verdict.js'
import type { Waiver, WaiverOutcome } from '../core/records/waiver.js'

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

  /** Creates or replaces a course (which `ownerId` owns then, where it is new), and queues a sweep of its verdicts where its rule changed. */
  putCourse(course: PutCourse, conditions?: ChangeConditions): Promise<PutOutcome>
  /** Creates or replaces a lesson, and queues a sweep of its verdicts where rule, video or place changed. */
  putLesson(lesson: PutLesson, conditions?: ChangeConditions): Promise<PutLessonOutcome>
  /** No grants any more; evidence and verdicts stay. `null` where there is none. */
  archiveCourse(
    tenantId: string,
    courseId: string,
    conditions?: ChangeConditions,
  ): Promise<'archived' | Unchanged | null>
  archiveLesson(
    tenantId: string,
    lessonId: string,
    conditions?: ChangeConditions,
  ): Promise<'archived' | Unchanged | null>
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

  /** Records completions of one learner that were earned elsewhere, in one transaction; one outcome each, in order. */
  recordWaivers(learner: LearnerKey, courseId: string, waivers: readonly Waiver[]): Promise<readonly WaiverOutcome[]>
  /** A page of the learners of a course, by id: who was ever enrolled or has records in it. One statement. */
  listLearners(course: CourseKey, listing: LearnerListing): Promise<readonly CourseLearner[]>
  /** A page of the enrolments of a course, by learner id. */
  listEnrolments(course: CourseKey, listing: EnrolmentListing): Promise<readonly EnrolmentRecord[]>

  findLesson(tenantId: string, lessonId: string): Promise<LessonRecord | null>
  findCourse(tenantId: string, courseId: string): Promise<CourseRecord | null>
  /** The same with what ties the learner to it, in one statement. */
  findLessonFor(learner: LearnerKey, lessonId: string): Promise<LessonAccess | null>
  findCourseFor(learner: LearnerKey, courseId: string): Promise<CourseAccess | null>
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
  /** The same of several courses at once, each in the learner's current attempt; courses that there are not are left out. */
  readCoursesProgress(learner: LearnerKey, courseIds: readonly string[]): Promise<readonly CourseProgressRecord[]>
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
  recordReports(learner: LearnerKey, reports: readonly ParsedReport[], policy: Policy): Promise<RecordedBatch>
  /** Closes sessions from which nothing came for a long time and sweeps those without evidence; nothing depends on it. */
  closeOrphans(): Promise<{ closed: number; swept: number }>
  /** Counts each call once, in one statement; answers in the same order. A key is given once. */
  countCalls(calls: readonly CallToCount[]): Promise<readonly CallCount[]>
  /** Deletes counts that are over. */
  sweepCallCounts(): Promise<number>
  /** Judges a page of learners anew where a rule changed; `null` when nothing was due. */
  sweepVerdicts(): Promise<{ judged: number } | null>
}
