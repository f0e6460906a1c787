import { courseColumns, type CourseRow, toCourseRecord } from '../rows/course-record-row.js'
import { toCourseRuleJson } from '../rows/course-row.js'
import type { CourseAccess } from '../../core/records/access-facts.js'
import type { CourseKey, CourseListing, CourseRecord, PutCourse } from '../../core/records/course.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { ChangeConditions, PutOutcome, Unchanged } from '../../core/records/revision.js'
import { holds } from '../../core/precondition.js'
import { lockResource } from '../database/resource-lock.js'
import type { TenantScope } from '../database/scope.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { queueEvaluation } from '../write/queue-evaluation.js'
import { findCourseFor } from './access-reader.js'
import type { Courses } from './courses.js'
import { holdOwner } from './hold-owner.js'

export class SqlCourses implements Courses {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  put(course: PutCourse, { expected = null, ownerId = null }: ChangeConditions = {}): Promise<PutOutcome> {
    const { tenantId, courseId, title, description, rule, hasAssessment } = course
    return this.#unit.transaction(async (unit) => {
      const tenant = unit.tenant(tenantId)
      const { schema, query } = tenant
      const known = await lock(tenant, courseId)
      if (known && !owns(ownerId, known.owners)) return 'forbidden'
      if (!holds(expected, known?.revision ?? null)) return 'stale'
      const [row] = await query<{ rule_version: number }>(
        `insert into ${schema}.courses as c (tenant_id, course_id, title, description, rule, has_assessment)
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
      if (owners) await putOwners(tenant, courseId, owners)
      if (known && known.ruleVersion !== row!.rule_version) {
        await queueEvaluation(tenant, { courseId, lessonId: null })
      }
      return known ? 'replaced' : 'created'
    })
  }

  archive(
    { tenantId, courseId }: CourseKey,
    { expected = null, ownerId = null }: ChangeConditions = {},
  ): Promise<'archived' | Unchanged | null> {
    return this.#unit.transaction(async (unit) => {
      const tenant = unit.tenant(tenantId)
      const known = await lock(tenant, courseId)
      if (!known) return null
      if (!owns(ownerId, known.owners)) return 'forbidden'
      if (!holds(expected, known.revision)) return 'stale'
      await tenant.query(
        `update ${tenant.schema}.courses set archived_at = now(), updated_at = now(), revision = revision + 1
         where tenant_id = $1 and course_id = $2 and archived_at is null`,
        [tenantId, courseId],
      )
      return 'archived'
    })
  }

  async find({ tenantId, courseId }: CourseKey): Promise<CourseRecord | null> {
    const { schema, query } = this.#unit.tenant(tenantId)
    const [row] = await query<CourseRow>(
      `select ${courseColumns(schema)} from ${schema}.courses c where c.tenant_id = $1 and c.course_id = $2`,
      [tenantId, courseId],
    )
    return row ? toCourseRecord(row) : null
  }

  findFor(person: LearnerKey, courseId: string): Promise<CourseAccess | null> {
    return findCourseFor(this.#unit.learner(person), courseId)
  }

  holdOwner({ tenantId, courseId }: CourseKey, ownerId: string): Promise<boolean> {
    return holdOwner(this.#unit.tenant(tenantId), courseId, ownerId)
  }

  async list(
    { tenantId, learnerId }: LearnerKey,
    { who, limit, after }: CourseListing,
  ): Promise<readonly CourseRecord[]> {
    // Enrolments are their learner's; a list of everyone's courses needs none.
    const { schema, query } =
      who === 'everyone' ? this.#unit.tenant(tenantId) : this.#unit.learner({ tenantId, learnerId })
    const enrolled = `exists (select from ${schema}.enrolments e where e.tenant_id = $1 and e.learner_id = $2
      and e.course_id = c.course_id and e.active)`
    const owned = `exists (select from ${schema}.course_owners o where o.tenant_id = $1 and o.owner_id = $2
      and o.course_id = c.course_id)`
    const conditions = {
      learner: enrolled,
      learner_or_owner: `(${enrolled} or ${owned})`,
      everyone: '$2::text is not null',
    }
    const rows = await query<CourseRow>(
      `select ${courseColumns(schema)} from ${schema}.courses c
       where c.tenant_id = $1 and c.archived_at is null and ($3::text is null or c.course_id > $3::text)
         and ${conditions[who]}
       order by c.course_id limit $4::int4`,
      [tenantId, learnerId, after, limit],
    )
    return rows.map(toCourseRecord)
  }
}

/** Waits for other changes of the course, and keeps them out until the transaction ends. */
async function lock(
  tenant: TenantScope,
  courseId: string,
): Promise<{ revision: number; ruleVersion: number; owners: readonly string[] } | null> {
  const { schema, tenantId, query } = tenant
  await lockResource(tenant, { kind: 'course', tenantId, id: courseId })
  const [row] = await query<{ revision: number; rule_version: number; owners: readonly string[] }>(
    `select c.revision::float8 as revision, c.rule_version,
         coalesce((select jsonb_agg(o.owner_id) from ${schema}.course_owners o
           where o.tenant_id = $1 and o.course_id = $2), '[]'::jsonb) as owners
       from ${schema}.courses c where c.tenant_id = $1 and c.course_id = $2 for update of c`,
    [tenantId, courseId],
  )
  return row ? { revision: row.revision, ruleVersion: row.rule_version, owners: row.owners } : null
}

async function putOwners(
  { schema, tenantId, query }: TenantScope,
  courseId: string,
  owners: readonly string[],
): Promise<void> {
  const values = [tenantId, courseId, JSON.stringify(owners)]
  await query(
    `delete from ${schema}.course_owners
       where tenant_id = $1 and course_id = $2 and owner_id not in (select jsonb_array_elements_text($3::jsonb))`,
    values,
  )
  await query(
    `insert into ${schema}.course_owners (tenant_id, course_id, owner_id)
       select distinct $1, $2, jsonb_array_elements_text($3::jsonb) on conflict do nothing`,
    values,
  )
}

/** `null` stands for those who may change any course. */
function owns(ownerId: string | null, owners: readonly string[]): boolean {
  return ownerId === null || owners.includes(ownerId)
}
