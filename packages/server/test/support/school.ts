import { randomUUID } from 'node:crypto'
import { DEFAULT_COURSE_RULE, DEFAULT_RULE, type PlayedSegment } from '@enhancedhr/protocol'
import { DEFAULT_POLICY } from '../../src/core/policy.js'
import type { CourseRecord, PutCourse } from '../../src/core/records/course.js'
import type { LearnerKey } from '../../src/core/records/learner-key.js'
import type { LessonPolicy, LessonRecord, PutLesson } from '../../src/core/records/lesson.js'
import type { LessonStore } from '../../src/storage/store.js'
import type { OpenedSession } from '../../src/core/records/session.js'
import type { ParsedReport, RecordedBatch } from '../../src/core/records/report.js'
import { toMultirange } from '../../src/storage/rows/multirange.js'
import type { TestDatabase } from './database.js'
import { SECOND, WINDOW } from './evidence.js'
import { untilTaken } from './until-taken.js'

export const TOKEN = { lifetime: 900 * SECOND, offlineAllowance: 3_600 * SECOND }
export const CLIENT = { name: 'test', version: '1.0.0' }

/** A lesson that sets nothing itself. */
export const NO_POLICY: LessonPolicy = {
  maxRate: null,
  hiddenCounts: null,
  mutedCounts: null,
  seek: null,
  offlineAllowance: null,
}

/** A separate tenant with a course, lessons and a learner, so that tests share a database and never meet. */
export class School {
  readonly tenantId = `tenant-${randomUUID()}`
  readonly courseId = 'fire-safety'
  readonly store: LessonStore
  readonly #database: TestDatabase

  constructor(database: TestDatabase, store: LessonStore) {
    this.#database = database
    this.store = store
  }

  /** A course with one lesson of ten minutes, `fire-safety-1`. */
  async found(more: Partial<PutLesson> = {}): Promise<LessonRecord> {
    await this.putCourse()
    return this.putLesson(more)
  }

  async putCourse(more: Partial<PutCourse> = {}): Promise<CourseRecord> {
    const course: PutCourse = {
      tenantId: this.tenantId,
      courseId: this.courseId,
      title: 'Fire safety',
      description: '',
      owners: null,
      rule: DEFAULT_COURSE_RULE,
      hasAssessment: false,
      ...more,
    }
    await this.store.courses.put(course)
    return (await this.store.courses.find({ tenantId: this.tenantId, courseId: course.courseId }))!
  }

  async putLesson(more: Partial<PutLesson> = {}): Promise<LessonRecord> {
    const lesson: PutLesson = {
      tenantId: this.tenantId,
      lessonId: 'fire-safety-1',
      courseId: this.courseId,
      title: 'How fires start',
      position: 1,
      required: true,
      rule: DEFAULT_RULE,
      hasQuiz: false,
      policy: NO_POLICY,
      chapters: [{ title: 'Heat', from: 0 }],
      playbackId: 'playback-1',
      duration: 600 * SECOND,
      ...more,
    }
    await this.store.lessons.put(lesson)
    return (await this.store.lessons.find({ tenantId: this.tenantId, lessonId: lesson.lessonId }))!
  }

  /** A learner of this tenant, enrolled. */
  async enrol(learnerId = 'ada'): Promise<LearnerKey> {
    const learner = { tenantId: this.tenantId, learnerId }
    await this.store.learners.putEnrolment({ ...learner, courseId: this.courseId, active: true })
    return learner
  }

  /** Opens a session and lets it be `age` seconds old, as if the learner had been playing since. */
  async open(learner: LearnerKey, lesson: LessonRecord, age = 3_600): Promise<OpenedSession> {
    const session = await this.store.sessions.open(learner, lesson, CLIENT, TOKEN)
    await this.age(learner, session.sessionId, age)
    return { ...session, openedAt: new Date(session.openedAt.getTime() - age * SECOND) }
  }

  /** Sends reports by the default policy. */
  record(learner: LearnerKey, reports: readonly ParsedReport[]): Promise<RecordedBatch> {
    return untilTaken(() => this.store.ledger.record(learner, reports, DEFAULT_POLICY))
  }

  /** Moves a session and its windows into the past. */
  async age(learner: LearnerKey, sessionId: string, age: number): Promise<void> {
    const { client, schema } = this.#database
    const [row] = await client.query<{ opened: number }>(
      `select floor(extract(epoch from opened_at) * 1000)::float8 as opened from ${schema}.watch_sessions
       where session_id = $1::uuid`,
      [sessionId],
    )
    const opened = row!.opened - age * SECOND
    await client.query(
      `update ${schema}.watch_sessions set opened_at = to_timestamp($4::float8 / 1000),
         last_seen_at = to_timestamp($4::float8 / 1000), windows = $5::int8multirange
       where tenant_id = $1 and learner_id = $2 and session_id = $3::uuid`,
      [learner.tenantId, learner.learnerId, sessionId, opened, toMultirange([[opened, opened + WINDOW]])],
    )
  }

  /** Moves the moment at which the first video was replaced into the past, by an interval of Postgres. */
  async replacedAgo(interval: string): Promise<void> {
    await this.#database.client.query(
      `update ${this.#database.schema}.lesson_media set replaced_at = clock_timestamp() - $2::text::interval
       where tenant_id = $1 and version = 1`,
      [this.tenantId, interval],
    )
  }

  /** Everything that the ledger holds of this tenant, as text. */
  async dump(): Promise<string> {
    const { client, schema } = this.#database
    const tables = [
      'watch_sessions',
      'watch_evidence',
      'watch_events',
      'charges',
      'lesson_progress',
      'lesson_verdicts',
      'course_progress',
      'verdict_acts',
      'uncredited',
    ]
    const texts: string[] = []
    for (const table of tables) {
      const rows = await client.query(
        `select to_jsonb(t)::text as row from ${schema}.${table} t where tenant_id = $1 order by 1`,
        [this.tenantId],
      )
      texts.push(`${table}\n${rows.map(({ row }) => String(row)).join('\n')}`)
    }
    return texts.join('\n')
  }
}

/** A report of a session, by default with segments and nothing else. */
export function report(
  session: { readonly sessionId: string },
  segments: readonly PlayedSegment[],
  more: Partial<ParsedReport> = {},
): ParsedReport {
  return {
    sessionId: session.sessionId,
    lessonId: 'fire-safety-1',
    position: null,
    duration: null,
    segments,
    malformed: [],
    events: [],
    ...more,
  }
}
