import { Catalogue } from './catalogue.js'
import type {
  CourseProgressRecord,
  LearnerKey,
  LessonProgressRecord,
  LessonRecord,
  LessonStore,
  ParsedReport,
  PutLesson,
  TokenWindow,
} from './lesson-store.js'
import { migrate } from './migrate.js'
import { ProgressReader } from './progress-reader.js'
import { recordReports } from './record-reports.js'
import { Sessions } from './sessions.js'
import type { SqlClient } from './sql-client.js'

/** The store in SQL: the same statements on every driver, in a schema whose name is already checked. */
export class SqlLessonStore implements LessonStore {
  readonly #client: SqlClient
  readonly #schema: string
  readonly #reader: ProgressReader
  readonly #catalogue: Catalogue
  readonly #sessions: Sessions

  constructor(client: SqlClient, schema: string) {
    this.#client = client
    this.#schema = schema
    this.#reader = new ProgressReader(schema)
    this.#catalogue = new Catalogue(client, schema)
    this.#sessions = new Sessions(client, schema, this.#reader)
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

  putCourse(course: { tenantId: string; courseId: string; title: string; description: string }): Promise<void> {
    return this.#catalogue.putCourse(course)
  }

  putLesson(lesson: PutLesson): Promise<void> {
    return this.#catalogue.putLesson(lesson)
  }

  putEnrolment(enrolment: LearnerKey & { courseId: string; active: boolean }): Promise<void> {
    return this.#catalogue.putEnrolment(enrolment)
  }

  findLesson(tenantId: string, lessonId: string) {
    return this.#catalogue.findLesson(tenantId, lessonId)
  }

  findCourse(tenantId: string, courseId: string) {
    return this.#catalogue.findCourse(tenantId, courseId)
  }

  findEnrolment(learner: LearnerKey, courseId: string) {
    return this.#catalogue.findEnrolment(learner, courseId)
  }

  listCourses(learner: LearnerKey, page: { limit: number; after: string | null }) {
    return this.#catalogue.listCourses(learner, page)
  }

  async readLessonProgress(
    learner: LearnerKey,
    lesson: LessonRecord,
    attempt: number | null,
  ): Promise<LessonProgressRecord> {
    const asked = attempt ?? (await this.#reader.currentAttempt(this.#client, learner, lesson.courseId))
    return this.#reader.readLesson(this.#client, learner, lesson, asked)
  }

  async readCourseProgress(
    learner: LearnerKey,
    courseId: string,
    attempt: number | null,
  ): Promise<CourseProgressRecord> {
    const asked = attempt ?? (await this.#reader.currentAttempt(this.#client, learner, courseId))
    return this.#reader.readCourse(this.#client, learner, courseId, asked)
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

  recordReports(learner: LearnerKey, reports: readonly ParsedReport[]) {
    return recordReports(this.#client, this.#schema, this.#reader, learner, reports)
  }

  closeOrphans() {
    return this.#sessions.closeOrphans()
  }
}
