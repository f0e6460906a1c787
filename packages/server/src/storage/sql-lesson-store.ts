import type { Policy } from '../core/policy.js'
import { AccessReader } from './catalogue/access-reader.js'
import { CallCounts } from './limits/call-counts.js'
import { CourseCatalogue } from './catalogue/course-catalogue.js'
import { Enrolments } from './learners/enrolments.js'
import { LessonCatalogue } from './catalogue/lesson-catalogue.js'
import type { CallToCount } from '../core/records/call-count.js'
import type { CourseKey, CourseListing, CourseRecord, PutCourse } from '../core/records/course.js'
import type { EnrolmentListing, LearnerListing } from '../core/records/course-learner.js'
import type { LearnerKey } from '../core/records/learner-key.js'
import type { LessonRecord, PutLesson } from '../core/records/lesson.js'
import type { LessonStore } from './lesson-store.js'
import type { ParsedReport } from '../core/records/report.js'
import type { TokenWindow } from '../core/records/session.js'
import type { ChangeConditions } from '../core/records/revision.js'
import type { TakenResult } from '../core/records/result.js'
import type { VerdictDecision } from '../core/records/verdict.js'
import type { Waiver } from '../core/records/waiver.js'
import { readCourseLearners } from './learners/course-learners.js'
import { recordWaivers } from './learners/waivers.js'
import { migrate } from './migrations/migrate.js'
import { ProgressReader } from './progress/progress-reader.js'
import { recordReports } from './ledger/record-reports.js'
import { ScopedClients } from './database/scoped-clients.js'
import { Sessions } from './sessions/sessions.js'
import type { SqlClient } from './database/sql-client.js'
import { VerdictDesk } from './verdicts/verdict-desk.js'
import { sweepVerdicts } from './verdicts/verdict-sweeps.js'

/** The store in SQL: the same statements on every driver, in a schema whose name is already checked. */
export class SqlLessonStore implements LessonStore {
  readonly #client: SqlClient
  readonly #schema: string
  readonly #clients: ScopedClients
  readonly #reader: ProgressReader
  readonly #courses: CourseCatalogue
  readonly #lessons: LessonCatalogue
  readonly #access: AccessReader
  readonly #enrolments: Enrolments
  readonly #sessions: Sessions
  readonly #desk: VerdictDesk
  readonly #counts: CallCounts

  constructor(client: SqlClient, schema: string) {
    this.#client = client
    this.#schema = schema
    this.#reader = new ProgressReader(schema)
    this.#clients = new ScopedClients(client, schema)
    this.#courses = new CourseCatalogue(this.#clients, schema)
    this.#lessons = new LessonCatalogue(this.#clients, schema)
    this.#access = new AccessReader(this.#clients, schema)
    this.#enrolments = new Enrolments(this.#clients, schema)
    this.#sessions = new Sessions(this.#clients, schema, this.#reader)
    this.#desk = new VerdictDesk(this.#clients, schema, this.#reader)
    this.#counts = new CallCounts(this.#clients, schema)
  }

  get kind(): 'pglite' | 'postgres' {
    return this.#client.kind
  }

  prepare(mode: 'auto' | 'check' | 'off'): Promise<void> {
    return migrate(this.#client, this.#schema, mode)
  }

  async ping(): Promise<void> {
    await this.#client.query('select 1 as alive')
  }

  close(): Promise<void> {
    return this.#client.close()
  }

  putCourse(course: PutCourse, conditions?: ChangeConditions) {
    return this.#courses.putCourse(course, conditions)
  }

  putLesson(lesson: PutLesson, conditions?: ChangeConditions) {
    return this.#lessons.putLesson(lesson, conditions)
  }

  archiveCourse(tenantId: string, courseId: string, conditions?: ChangeConditions) {
    return this.#courses.archiveCourse(tenantId, courseId, conditions)
  }

  archiveLesson(tenantId: string, lessonId: string, conditions?: ChangeConditions) {
    return this.#lessons.archiveLesson(tenantId, lessonId, conditions)
  }

  putEnrolment(enrolment: LearnerKey & { courseId: string; active: boolean }) {
    return this.#enrolments.put(enrolment)
  }

  startAttempt(
    learner: LearnerKey,
    courseId: string,
    attempt: { reason: string; actorId: string; expected: number | null },
  ) {
    return this.#enrolments.startAttempt(learner, courseId, attempt)
  }

  recordQuizResult(learner: LearnerKey, lesson: LessonRecord, result: TakenResult) {
    return this.#desk.recordQuizResult(learner, lesson, result)
  }

  recordAssessmentResult(learner: LearnerKey, courseId: string, result: TakenResult) {
    return this.#desk.recordAssessmentResult(learner, courseId, result)
  }

  decideLesson(learner: LearnerKey, lesson: LessonRecord, decision: VerdictDecision) {
    return this.#desk.decideLesson(learner, lesson, decision)
  }

  decideCourse(learner: LearnerKey, course: CourseRecord, decision: VerdictDecision) {
    return this.#desk.decideCourse(learner, course, decision)
  }

  recordWaivers(learner: LearnerKey, courseId: string, waivers: readonly Waiver[]) {
    return recordWaivers(this.#clients.learner(learner), this.#schema, learner, courseId, waivers)
  }

  listLearners(course: CourseKey, listing: LearnerListing) {
    return readCourseLearners(this.#clients.course(course), this.#schema, course, listing)
  }

  listEnrolments(course: CourseKey, listing: EnrolmentListing) {
    return this.#enrolments.list(course, listing)
  }

  findLesson(tenantId: string, lessonId: string) {
    return this.#lessons.findLesson(tenantId, lessonId)
  }

  findCourse(tenantId: string, courseId: string) {
    return this.#courses.findCourse(tenantId, courseId)
  }

  findLessonFor(learner: LearnerKey, lessonId: string) {
    return this.#access.findLesson(learner, lessonId)
  }

  findCourseFor(learner: LearnerKey, courseId: string) {
    return this.#access.findCourse(learner, courseId)
  }

  findEnrolment(learner: LearnerKey, courseId: string) {
    return this.#enrolments.find(learner, courseId)
  }

  listCourses(caller: LearnerKey, listing: CourseListing) {
    return this.#courses.listCourses(caller, listing)
  }

  listLessons(tenantId: string, courseId: string) {
    return this.#courses.listLessons(tenantId, courseId)
  }

  async readLessonProgress(learner: LearnerKey, lesson: LessonRecord, attempt: number | null) {
    const asked =
      attempt ?? (await this.#reader.currentAttempt(this.#clients.learner(learner), learner, lesson.courseId))
    return this.#reader.readLesson(this.#clients.learner(learner), learner, lesson, asked)
  }

  async readCourseProgress(learner: LearnerKey, courseId: string, attempt: number | null) {
    const asked = attempt ?? (await this.#reader.currentAttempt(this.#clients.learner(learner), learner, courseId))
    return this.#reader.readCourse(this.#clients.learner(learner), learner, courseId, asked)
  }

  readCoursesProgress(learner: LearnerKey, courseIds: readonly string[]) {
    return this.#reader.readCourses(this.#clients.learner(learner), learner, courseIds)
  }

  async readCourseLessons(learner: LearnerKey, courseId: string, attempt: number | null) {
    const asked = attempt ?? (await this.#reader.currentAttempt(this.#clients.learner(learner), learner, courseId))
    return this.#reader.readLessons(this.#clients.learner(learner), learner, courseId, asked)
  }

  readUncredited(learner: LearnerKey, lesson: LessonRecord, attempt: number) {
    return this.#reader.readUncredited(this.#clients.learner(learner), learner, lesson, attempt)
  }

  openSession(
    learner: LearnerKey,
    lesson: LessonRecord,
    client: { name: string; version: string },
    window: TokenWindow,
  ) {
    return this.#sessions.open(learner, lesson, client, window)
  }

  findSession(learner: LearnerKey, sessionId: string) {
    return this.#sessions.find(learner, sessionId)
  }

  renewSession(learner: LearnerKey, sessionId: string, window: TokenWindow) {
    return this.#sessions.renew(learner, sessionId, window)
  }

  endSession(learner: LearnerKey, sessionId: string): Promise<void> {
    return this.#sessions.end(learner, sessionId)
  }

  recordReports(learner: LearnerKey, reports: readonly ParsedReport[], policy: Policy) {
    return recordReports(this.#clients.learner(learner), this.#schema, learner, reports, policy)
  }

  closeOrphans() {
    return this.#sessions.closeOrphans()
  }

  countCalls(calls: readonly CallToCount[]) {
    return this.#counts.count(calls)
  }

  sweepCallCounts() {
    return this.#counts.sweep()
  }

  sweepVerdicts() {
    return sweepVerdicts(this.#clients, this.#schema)
  }
}
