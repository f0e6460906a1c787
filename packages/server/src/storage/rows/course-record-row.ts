import type { CourseRecord } from '../../core/records/course.js'
import type { SqlRow } from '../database/sql-client.js'
import { toCourseRule, type CourseRuleRow } from './course-row.js'
import { epochMs } from './epoch-ms.js'

/** A course with its owners, as {@link courseColumns} select it. */
export interface CourseRow extends SqlRow {
  readonly tenant_id: string
  readonly course_id: string
  readonly title: string
  readonly description: string
  readonly archived: boolean
  readonly owners: readonly string[]
  readonly rule: CourseRuleRow
  readonly rule_version: number
  readonly has_assessment: boolean
  readonly revision: number
  readonly created_at: number
  readonly updated_at: number
}

/** SQL of a course's columns; `c` is the alias of its row. */
export function courseColumns(schema: string): string {
  return `c.tenant_id, c.course_id, c.title, c.description, c.archived_at is not null as archived,
    ${ownersJson(schema, 'c')} as owners, c.rule, c.rule_version, c.has_assessment, c.revision::float8 as revision,
    ${epochMs('c.created_at')}::float8 as created_at, ${epochMs('c.updated_at')}::float8 as updated_at`
}

/** SQL of who owns a course, as a jsonb list; `of` is the alias of a row that names tenant and course. */
export function ownersJson(schema: string, of: string): string {
  return `coalesce((select jsonb_agg(o.owner_id order by o.owner_id) from ${schema}.course_owners o
    where o.tenant_id = ${of}.tenant_id and o.course_id = ${of}.course_id), '[]'::jsonb)`
}

export function toCourseRecord(row: CourseRow): CourseRecord {
  return {
    tenantId: row.tenant_id,
    courseId: row.course_id,
    title: row.title,
    description: row.description,
    archived: row.archived,
    owners: row.owners,
    rule: toCourseRule(row.rule),
    ruleVersion: row.rule_version,
    hasAssessment: row.has_assessment,
    revision: row.revision,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
  }
}
