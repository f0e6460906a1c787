import type { ReasonCode } from '@enhancedhr/protocol'
import { courseStandingJson, type CourseStandingRow, toCourseStanding } from '../rows/course-row.js'
import { toCourseProgress } from '../../core/ledger/course-progress.js'
import { currentAttempt } from '../rows/current-attempt.js'
import { epochMs } from '../rows/epoch-ms.js'
import { joinCurrentMedia, lessonJson, type LessonRow, toLessonRecord } from '../rows/lesson-row.js'
import type { CourseProgressRecord, LessonProgressRecord, LessonWithProgress } from '../../core/records/progress.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { UncreditedRecord } from '../../core/records/uncredited.js'
import { fromMultirange } from '../rows/multirange.js'
import { progressJson, type ProgressRow, toProgressRecord } from '../rows/progress-row.js'
import type { SqlRow, SqlRunner } from '../database/sql-client.js'
import { lessonVerdict, quizPassed, type VerdictRow } from '../rows/verdict-row.js'

interface StandingRow extends SqlRow {
  readonly progress: ProgressRow | null
  readonly verdict: VerdictRow | null
  readonly quiz_passed: boolean
}

/** Reads how learners stand. */
export class ProgressReader {
  readonly #schema: string

  constructor(schema: string) {
    this.#schema = schema
  }

  /** The learner's current attempt of a course, 1 where there is no enrolment. */
  async currentAttempt(
    runner: SqlRunner,
    { tenantId, learnerId }: LearnerKey,
    courseId: string | null,
  ): Promise<number> {
    const [row] = await runner.query<{ attempt: number }>(`select ${currentAttempt(this.#schema, '$3')} as attempt`, [
      tenantId,
      learnerId,
      courseId,
    ])
    return row!.attempt
  }

  /** Of the lesson's current video; a verdict earned on an earlier one stands. */
  async readLesson(
    runner: SqlRunner,
    { tenantId, learnerId }: LearnerKey,
    lesson: LessonRecord,
    attempt: number,
  ): Promise<LessonProgressRecord> {
    const version = lesson.media?.version ?? 0
    const [row] = await runner.query<StandingRow>(
      `select ${lessonVerdict(this.#schema, '$3', '$4::int4')} as verdict,
         ${quizPassed(this.#schema, '$3', '$4::int4')} as quiz_passed,
         (select ${progressJson('p')} from ${this.#schema}.lesson_progress p
          where p.tenant_id = $1 and p.learner_id = $2 and p.lesson_id = $3 and p.attempt = $4::int4
            and p.media_version = $5::int4) as progress`,
      [tenantId, learnerId, lesson.lessonId, attempt, version],
    )
    return toProgressRecord({ lessonId: lesson.lessonId, attempt, mediaVersion: version }, row!.progress, row!)
  }

  /** How the learner stands in a course; `null` where there is no such course. */
  async readCourse(
    runner: SqlRunner,
    { tenantId, learnerId }: LearnerKey,
    courseId: string,
    attempt: number,
  ): Promise<CourseProgressRecord | null> {
    const [row] = await runner.query<{ standing: CourseStandingRow }>(
      `select ${courseStandingJson(this.#schema, 'c', '$4::int4')} as standing
       from ${this.#schema}.courses c where c.tenant_id = $1 and c.course_id = $3`,
      [tenantId, learnerId, courseId, attempt],
    )
    return row ? toCourseProgress(toCourseStanding(row.standing)) : null
  }

  /** How the learner stands in each of some courses, in the current attempt of each: one statement, however many. */
  async readCourses(
    runner: SqlRunner,
    { tenantId, learnerId }: LearnerKey,
    courseIds: readonly string[],
  ): Promise<readonly CourseProgressRecord[]> {
    const rows = await runner.query<{ standing: CourseStandingRow }>(
      `select ${courseStandingJson(this.#schema, 'c', 'coalesce(e.attempt, 1)')} as standing
       from ${this.#schema}.courses c
       left join ${this.#schema}.enrolments e on e.tenant_id = $1 and e.learner_id = $2 and e.course_id = c.course_id
       where c.tenant_id = $1 and c.course_id in (select jsonb_array_elements_text($3::jsonb))`,
      [tenantId, learnerId, JSON.stringify(courseIds)],
    )
    return rows.map(({ standing }) => toCourseProgress(toCourseStanding(standing)))
  }

  /** The lessons of a course that are not archived, in order, each with the learner's progress. */
  async readLessons(
    runner: SqlRunner,
    { tenantId, learnerId }: LearnerKey,
    courseId: string,
    attempt: number,
  ): Promise<readonly LessonWithProgress[]> {
    const rows = await runner.query<StandingRow & { lesson: LessonRow }>(
      `select ${lessonJson('l', 'm')} as lesson,
         ${lessonVerdict(this.#schema, 'l.lesson_id', '$4::int4')} as verdict,
         ${quizPassed(this.#schema, 'l.lesson_id', '$4::int4')} as quiz_passed,
         (select ${progressJson('p')} from ${this.#schema}.lesson_progress p
          where p.tenant_id = $1 and p.learner_id = $2 and p.lesson_id = l.lesson_id and p.attempt = $4::int4
            and p.media_version = l.media_version) as progress
       from ${this.#schema}.lessons l ${joinCurrentMedia(this.#schema, 'l', 'm')}
       where l.tenant_id = $1 and l.course_id = $3 and l.archived_at is null
       order by l.position, l.lesson_id`,
      [tenantId, learnerId, courseId, attempt],
    )
    return rows.map((row) => {
      const lesson = toLessonRecord(row.lesson)
      const key = { lessonId: lesson.lessonId, attempt, mediaVersion: lesson.media?.version ?? 0 }
      return { lesson, progress: toProgressRecord(key, row.progress, row) }
    })
  }

  /** What was refused in the lesson's current video, by reason. */
  async readUncredited(
    runner: SqlRunner,
    { tenantId, learnerId }: LearnerKey,
    lesson: LessonRecord,
    attempt: number,
  ): Promise<readonly UncreditedRecord[]> {
    const rows = await runner.query<{
      reason: ReasonCode
      media: string
      total: number
      last_at: number
      lesson_ids: readonly string[]
    }>(
      `select u.reason, u.media::text as media, u.total_ms::float8 as total, ${epochMs('u.last_at')}::float8 as last_at,
         u.lesson_ids
       from ${this.#schema}.uncredited u
       where u.tenant_id = $1 and u.learner_id = $2 and u.lesson_id = $3 and u.attempt = $4::int4
         and u.media_version = $5::int4`,
      [tenantId, learnerId, lesson.lessonId, attempt, lesson.media?.version ?? 0],
    )
    return rows.map(({ reason, media, total, last_at: lastAt, lesson_ids: lessonIds }) => ({
      reason,
      media: fromMultirange(media),
      total,
      lastAt: new Date(lastAt),
      lessonIds,
    }))
  }
}
