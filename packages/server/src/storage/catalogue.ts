import type { CourseRecord, Enrolment, LearnerKey, LessonRecord, PutLesson } from './lesson-store.js'
import { joinCurrentMedia, lessonJson, type LessonRow, toLessonRecord, toRuleJson } from './lesson-row.js'
import type { SqlClient, SqlRow, SqlRunner } from './sql-client.js'

interface CourseRow extends SqlRow {
  readonly tenant_id: string
  readonly course_id: string
  readonly title: string
  readonly description: string
  readonly archived: boolean
}

const COURSE_COLUMNS = `c.tenant_id, c.course_id, c.title, c.description, c.archived_at is not null as archived`

/** Reads and writes what is taught and who is enrolled. */
export class Catalogue {
  readonly #client: SqlClient
  readonly #schema: string

  constructor(client: SqlClient, schema: string) {
    this.#client = client
    this.#schema = schema
  }

  async putCourse(course: { tenantId: string; courseId: string; title: string; description: string }): Promise<void> {
    await this.#client.query(
      `insert into ${this.#schema}.courses (tenant_id, course_id, title, description) values ($1, $2, $3, $4)
       on conflict (tenant_id, course_id) do update
       set title = excluded.title, description = excluded.description, archived_at = null, updated_at = now()`,
      [course.tenantId, course.courseId, course.title, course.description],
    )
  }

  async putLesson(lesson: PutLesson): Promise<void> {
    await this.#client.transaction(async (runner) => {
      await runner.query(
        `insert into ${this.#schema}.lessons as l
           (tenant_id, lesson_id, course_id, title, position, required, rule, chapters)
         values ($1, $2, $3, $4, $5::int4, $6::boolean, $7::jsonb, $8::jsonb)
         on conflict (tenant_id, lesson_id) do update
         set course_id = excluded.course_id, title = excluded.title, position = excluded.position,
           required = excluded.required, chapters = excluded.chapters, rule = excluded.rule,
           rule_version = l.rule_version + case when l.rule = excluded.rule then 0 else 1 end,
           archived_at = null, updated_at = now()`,
        [
          lesson.tenantId,
          lesson.lessonId,
          lesson.courseId,
          lesson.title,
          lesson.position,
          lesson.required,
          toRuleJson(lesson.rule),
          JSON.stringify(lesson.chapters.map(({ title, from }) => ({ title, from }))),
        ],
      )
      await this.#putMedia(runner, lesson)
    })
  }

  /** Holds the lesson's row already, so two calls never make the same version. */
  async #putMedia(runner: SqlRunner, { tenantId, lessonId, playbackId, duration }: PutLesson): Promise<void> {
    const key = [tenantId, lessonId]
    const [latest] = await runner.query<{ version: number; playback_id: string }>(
      `select version, playback_id from ${this.#schema}.lesson_media
       where tenant_id = $1 and lesson_id = $2 order by version desc limit 1`,
      key,
    )
    const version = latest?.playback_id === playbackId ? latest.version : (latest?.version ?? 0) + 1
    if (playbackId !== null) {
      await runner.query(
        `insert into ${this.#schema}.lesson_media (tenant_id, lesson_id, version, playback_id, duration_ms)
         values ($1, $2, $3::int4, $4, $5::int4)
         on conflict (tenant_id, lesson_id, version) do update
         set duration_ms = coalesce(excluded.duration_ms, lesson_media.duration_ms), replaced_at = null`,
        [...key, version, playbackId, duration],
      )
    }
    await runner.query(
      `update ${this.#schema}.lesson_media set replaced_at = clock_timestamp()
       where tenant_id = $1 and lesson_id = $2 and replaced_at is null and version is distinct from $3::int4`,
      [...key, playbackId === null ? null : version],
    )
    await runner.query(
      `update ${this.#schema}.lessons set media_version = $3::int4 where tenant_id = $1 and lesson_id = $2`,
      [...key, playbackId === null ? null : version],
    )
  }

  async putEnrolment({
    tenantId,
    learnerId,
    courseId,
    active,
  }: LearnerKey & { courseId: string; active: boolean }): Promise<void> {
    await this.#client.query(
      `insert into ${this.#schema}.enrolments as e (tenant_id, learner_id, course_id, active, ended_at)
       values ($1, $2, $3, $4::boolean, case when $4::boolean then null else now() end)
       on conflict (tenant_id, learner_id, course_id) do update
       set active = excluded.active, ended_at = case when excluded.active then null else coalesce(e.ended_at, now()) end`,
      [tenantId, learnerId, courseId, active],
    )
  }

  async findLesson(tenantId: string, lessonId: string): Promise<LessonRecord | null> {
    const [row] = await this.#client.query<{ lesson: LessonRow }>(
      `select ${lessonJson('l', 'm')} as lesson
       from ${this.#schema}.lessons l ${joinCurrentMedia(this.#schema, 'l', 'm')}
       where l.tenant_id = $1 and l.lesson_id = $2`,
      [tenantId, lessonId],
    )
    return row ? toLessonRecord(row.lesson) : null
  }

  async findCourse(tenantId: string, courseId: string): Promise<CourseRecord | null> {
    const [row] = await this.#client.query<CourseRow>(
      `select ${COURSE_COLUMNS} from ${this.#schema}.courses c where c.tenant_id = $1 and c.course_id = $2`,
      [tenantId, courseId],
    )
    return row ? toCourseRecord(row) : null
  }

  async findEnrolment({ tenantId, learnerId }: LearnerKey, courseId: string): Promise<Enrolment | null> {
    const [row] = await this.#client.query<{ attempt: number; active: boolean }>(
      `select attempt, active from ${this.#schema}.enrolments
       where tenant_id = $1 and learner_id = $2 and course_id = $3`,
      [tenantId, learnerId, courseId],
    )
    return row ? { courseId, attempt: row.attempt, active: row.active } : null
  }

  async listCourses(
    { tenantId, learnerId }: LearnerKey,
    { limit, after }: { limit: number; after: string | null },
  ): Promise<readonly CourseRecord[]> {
    const rows = await this.#client.query<CourseRow>(
      `select ${COURSE_COLUMNS}
       from ${this.#schema}.enrolments e
       join ${this.#schema}.courses c on c.tenant_id = e.tenant_id and c.course_id = e.course_id
       where e.tenant_id = $1 and e.learner_id = $2 and e.active and c.archived_at is null
         and ($3::text is null or e.course_id > $3::text)
       order by e.course_id limit $4::int4`,
      [tenantId, learnerId, after, limit],
    )
    return rows.map(toCourseRecord)
  }
}

function toCourseRecord(row: CourseRow): CourseRecord {
  return {
    tenantId: row.tenant_id,
    courseId: row.course_id,
    title: row.title,
    description: row.description,
    archived: row.archived,
  }
}
