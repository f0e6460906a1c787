import type { ScopedClients } from '../database/scoped-clients.js'
import { courseColumns, type CourseRow, toCourseRecord } from '../rows/course-record-row.js'
import { toCourseRuleJson } from '../rows/course-row.js'
import { joinCurrentMedia, lessonJson, type LessonRow, toLessonRecord } from '../rows/lesson-row.js'
import type { CourseListing, CourseRecord, PutCourse } from '../../core/records/course.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { ChangeConditions, PutOutcome, Unchanged } from '../../core/records/revision.js'
import { holds } from '../database/precondition.js'
import { lockResource } from '../database/resource-lock.js'
import type { SqlRunner } from '../database/sql-client.js'
import { queueSweep } from '../verdicts/verdict-sweeps.js'

/** Reads and writes courses and who owns them. */
export class CourseCatalogue {
  readonly #clients: ScopedClients
  readonly #schema: string
  readonly #columns: string

  constructor(clients: ScopedClients, schema: string) {
    this.#clients = clients
    this.#schema = schema
    this.#columns = courseColumns(schema)
  }

  putCourse(course: PutCourse, { expected = null, ownerId = null }: ChangeConditions = {}): Promise<PutOutcome> {
    const { tenantId, courseId, title, description, rule, hasAssessment } = course
    return this.#clients.tenant(tenantId).transaction(async (runner) => {
      const known = await this.#lock(runner, tenantId, courseId)
      if (known && !owns(ownerId, known.owners)) return 'forbidden'
      if (!holds(expected, known?.revision ?? null)) return 'stale'
      const [row] = await runner.query<{ rule_version: number }>(
        `insert into ${this.#schema}.courses as c (tenant_id, course_id, title, description, rule, has_assessment)
         values ($1, $2, $3, $4, $5::jsonb, $6::boolean)
         on conflict (tenant_id, course_id) do update
         set title = excluded.title, description = excluded.description, rule = excluded.rule,
           has_assessment = excluded.has_assessment,
           rule_version = c.rule_version + case when c.rule = excluded.rule then 0 else 1 end,
           archived_at = null, updated_at = now(), revision = c.revision + 1
         returning rule_version`,
        [tenantId, courseId, title, description, toCourseRuleJson(rule), hasAssessment],
      )
      const owners = known || ownerId === null ? course.owners : [...(course.owners ?? []), ownerId]
      if (owners) await this.#putOwners(runner, tenantId, courseId, owners)
      if (known && known.ruleVersion !== row!.rule_version) {
        await queueSweep(runner, this.#schema, { tenantId, courseId, lessonId: null })
      }
      return known ? 'replaced' : 'created'
    })
  }

  archiveCourse(
    tenantId: string,
    courseId: string,
    { expected = null, ownerId = null }: ChangeConditions = {},
  ): Promise<'archived' | Unchanged | null> {
    return this.#clients.tenant(tenantId).transaction(async (runner) => {
      const known = await this.#lock(runner, tenantId, courseId)
      if (!known) return null
      if (!owns(ownerId, known.owners)) return 'forbidden'
      if (!holds(expected, known.revision)) return 'stale'
      await runner.query(
        `update ${this.#schema}.courses set archived_at = now(), updated_at = now(), revision = revision + 1
         where tenant_id = $1 and course_id = $2 and archived_at is null`,
        [tenantId, courseId],
      )
      return 'archived'
    })
  }

  async findCourse(tenantId: string, courseId: string): Promise<CourseRecord | null> {
    const [row] = await this.#clients
      .tenant(tenantId)
      .query<CourseRow>(
        `select ${this.#columns} from ${this.#schema}.courses c where c.tenant_id = $1 and c.course_id = $2`,
        [tenantId, courseId],
      )
    return row ? toCourseRecord(row) : null
  }

  async listCourses(
    { tenantId, learnerId }: LearnerKey,
    { who, limit, after }: CourseListing,
  ): Promise<readonly CourseRecord[]> {
    // Enrolments are their learner's; who asks for everyone's courses needs none.
    const client = who === 'everyone' ? this.#clients.tenant(tenantId) : this.#clients.learner({ tenantId, learnerId })
    const enrolled = `exists (select from ${this.#schema}.enrolments e where e.tenant_id = $1 and e.learner_id = $2
      and e.course_id = c.course_id and e.active)`
    const owned = `exists (select from ${this.#schema}.course_owners o where o.tenant_id = $1 and o.owner_id = $2
      and o.course_id = c.course_id)`
    const conditions = {
      learner: enrolled,
      learner_or_owner: `(${enrolled} or ${owned})`,
      everyone: '$2::text is not null',
    }
    const rows = await client.query<CourseRow>(
      `select ${this.#columns} from ${this.#schema}.courses c
       where c.tenant_id = $1 and c.archived_at is null and ($3::text is null or c.course_id > $3::text)
         and ${conditions[who]}
       order by c.course_id limit $4::int4`,
      [tenantId, learnerId, after, limit],
    )
    return rows.map(toCourseRecord)
  }

  async listLessons(tenantId: string, courseId: string): Promise<readonly LessonRecord[]> {
    const rows = await this.#clients.tenant(tenantId).query<{ lesson: LessonRow }>(
      `select ${lessonJson('l', 'm')} as lesson
       from ${this.#schema}.lessons l ${joinCurrentMedia(this.#schema, 'l', 'm')}
       where l.tenant_id = $1 and l.course_id = $2 and l.archived_at is null order by l.position, l.lesson_id`,
      [tenantId, courseId],
    )
    return rows.map(({ lesson }) => toLessonRecord(lesson))
  }

  async #lock(
    runner: SqlRunner,
    tenantId: string,
    courseId: string,
  ): Promise<{ revision: number; ruleVersion: number; owners: readonly string[] } | null> {
    await lockResource(runner, this.#schema, { kind: 'course', tenantId, id: courseId })
    const [row] = await runner.query<{ revision: number; rule_version: number; owners: readonly string[] }>(
      `select c.revision::float8 as revision, c.rule_version,
         coalesce((select jsonb_agg(o.owner_id) from ${this.#schema}.course_owners o
           where o.tenant_id = $1 and o.course_id = $2), '[]'::jsonb) as owners
       from ${this.#schema}.courses c where c.tenant_id = $1 and c.course_id = $2 for update of c`,
      [tenantId, courseId],
    )
    return row ? { revision: row.revision, ruleVersion: row.rule_version, owners: row.owners } : null
  }

  async #putOwners(runner: SqlRunner, tenantId: string, courseId: string, owners: readonly string[]): Promise<void> {
    const values = [tenantId, courseId, JSON.stringify(owners)]
    await runner.query(
      `delete from ${this.#schema}.course_owners
       where tenant_id = $1 and course_id = $2 and owner_id not in (select jsonb_array_elements_text($3::jsonb))`,
      values,
    )
    await runner.query(
      `insert into ${this.#schema}.course_owners (tenant_id, course_id, owner_id)
       select distinct $1, $2, jsonb_array_elements_text($3::jsonb) on conflict do nothing`,
      values,
    )
  }
}

/** `null` stands for those who may change any course. */
function owns(ownerId: string | null, owners: readonly string[]): boolean {
  return ownerId === null || owners.includes(ownerId)
}
