import type { CourseProgressRecord, LearnerKey, LessonProgressRecord, LessonRecord } from './lesson-store.js'
import { joinCurrentMedia, lessonJson, type LessonRow, toLessonRecord } from './lesson-row.js'
import { fromMultirange } from './multirange.js'
import type { SqlRunner } from './sql-client.js'

/** A row of `lesson_progress` as {@link progressJson} gives it. */
export interface ProgressRow {
  readonly lesson_id: string
  readonly attempt: number
  readonly media_version: number
  readonly watched: string
  readonly playing_ms: number
  readonly position: number
  /** Milliseconds since 1970. */
  readonly position_at: number | null
}

/** SQL of a row of `lesson_progress` as one jsonb value. */
export function progressJson(progress: string): string {
  return `jsonb_build_object('lesson_id', ${progress}.lesson_id, 'attempt', ${progress}.attempt,
    'media_version', ${progress}.media_version, 'watched', ${progress}.watched::text,
    'playing_ms', ${progress}.playing_ms, 'position', ${progress}.position,
    'position_at', ${epochMs(`${progress}.position_at`)})`
}

/** SQL of an instant as whole milliseconds since 1970. */
export function epochMs(instant: string): string {
  return `floor(extract(epoch from ${instant}) * 1000)::int8`
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
    const [row] = await runner.query<{ attempt: number }>(
      `select attempt from ${this.#schema}.enrolments where tenant_id = $1 and learner_id = $2 and course_id = $3`,
      [tenantId, learnerId, courseId],
    )
    return row?.attempt ?? 1
  }

  /** Of the lesson's current video; a verdict earned on an earlier one stands. */
  async readLesson(
    runner: SqlRunner,
    { tenantId, learnerId }: LearnerKey,
    lesson: LessonRecord,
    attempt: number,
  ): Promise<LessonProgressRecord> {
    const version = lesson.media?.version ?? 0
    const [row] = await runner.query<{ progress: ProgressRow | null; completed: number | null }>(
      `select min(${epochMs('p.completed_at')})::float8 as completed,
         jsonb_agg(${progressJson('p')}) filter (where p.media_version = $5::int4) -> 0 as progress
       from ${this.#schema}.lesson_progress p
       where p.tenant_id = $1 and p.learner_id = $2 and p.lesson_id = $3 and p.attempt = $4::int4`,
      [tenantId, learnerId, lesson.lessonId, attempt, version],
    )
    return toProgressRecord(
      { lessonId: lesson.lessonId, attempt, mediaVersion: version },
      row?.progress,
      row?.completed,
    )
  }

  async readCourse(
    runner: SqlRunner,
    { tenantId, learnerId }: LearnerKey,
    courseId: string,
    attempt: number,
  ): Promise<CourseProgressRecord> {
    const rows = await runner.query<{
      lesson: LessonRow
      progress: ProgressRow | null
      completed: number | null
      playing: number
    }>(
      `select ${lessonJson('l', 'm')} as lesson, p.progress, p.completed::float8 as completed,
         coalesce(p.playing, 0)::float8 as playing
       from ${this.#schema}.lessons l ${joinCurrentMedia(this.#schema, 'l', 'm')}
       left join lateral (
         select min(${epochMs('p.completed_at')}) as completed, sum(p.playing_ms) as playing,
           jsonb_agg(${progressJson('p')}) filter (where p.media_version = l.media_version) -> 0 as progress
         from ${this.#schema}.lesson_progress p
         where p.tenant_id = l.tenant_id and p.learner_id = $2 and p.lesson_id = l.lesson_id and p.attempt = $4::int4
       ) p on true
       where l.tenant_id = $1 and l.course_id = $3
       order by l.position, l.lesson_id`,
      [tenantId, learnerId, courseId, attempt],
    )
    const lessons = rows
      .filter((row) => !row.lesson.archived)
      .map((row) => {
        const lesson = toLessonRecord(row.lesson)
        const key = { lessonId: lesson.lessonId, attempt, mediaVersion: lesson.media?.version ?? 0 }
        return { lesson, progress: toProgressRecord(key, row.progress, row.completed) }
      })
    // No millisecond of a learner is charged twice, so the length of the union is the sum (docs/ledger.md, rule 7).
    const seatTime = rows.reduce((sum, { playing }) => sum + playing, 0)
    return { courseId, attempt, lessons, seatTime, completedAt: null }
  }
}

/** What a row tells, or zeros where nothing was watched. */
export function toProgressRecord(
  key: { readonly lessonId: string; readonly attempt: number; readonly mediaVersion: number },
  row: ProgressRow | null | undefined,
  completedAt: number | null | undefined,
): LessonProgressRecord {
  return {
    ...key,
    watched: row ? fromMultirange(row.watched) : [],
    playingTime: row?.playing_ms ?? 0,
    position: row?.position ?? 0,
    quizPassed: false,
    completedAt: typeof completedAt === 'number' ? new Date(completedAt) : null,
  }
}
