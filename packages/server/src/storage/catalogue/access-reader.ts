import type { AccessFacts, CourseAccess, LessonAccess } from '../../core/records/access-facts.js'
import type { LearnerScope } from '../database/scope.js'
import type { SqlRow } from '../database/sql-client.js'
import { courseColumns, type CourseRow, ownersJson, toCourseRecord } from '../rows/course-record-row.js'
import { joinCurrentMedia, lessonJson, type LessonRow, toLessonRecord } from '../rows/lesson-row.js'

/** Tables that hold something of a learner in a lesson, and in a course. */
const OF_LESSON = ['watch_sessions', 'lesson_progress', 'lesson_verdicts', 'quiz_results']
const OF_COURSE = ['course_progress', 'assessment_results']

interface AccessRow extends SqlRow {
  readonly owners: readonly string[]
  readonly enrolment: { readonly attempt: number; readonly active: boolean } | null
  readonly has_records: boolean
  readonly archived: boolean
}

/**
 * Finds a lesson together with what ties one person to it.
 *
 * One statement, so that what does not exist and what the person may not know of take the same time.
 */
export async function findLessonFor(
  { schema, tenantId, learnerId, query }: LearnerScope,
  lessonId: string,
): Promise<LessonAccess | null> {
  const [row] = await query<AccessRow & { lesson: LessonRow; course_title: string | null }>(
    `select ${lessonJson('l', 'm')} as lesson, c.title as course_title, ${ownersJson(schema, 'l')} as owners,
         ${enrolmentOf(schema, 'l')} as enrolment,
         (${existsIn(schema, OF_LESSON, 'lesson', 'l')} or ${existsIn(schema, OF_COURSE, 'course', 'l')}) as has_records,
         (l.archived_at is not null or c.archived_at is not null) as archived
       from ${schema}.lessons l ${joinCurrentMedia(schema, 'l', 'm')}
       left join ${schema}.courses c on c.tenant_id = l.tenant_id and c.course_id = l.course_id
       where l.tenant_id = $1 and l.lesson_id = $3`,
    [tenantId, learnerId, lessonId],
  )
  if (!row) return null
  const lesson = toLessonRecord(row.lesson)
  return { lesson, courseTitle: row.course_title, access: toFacts(row, lesson.courseId) }
}

/** Finds a course together with what ties one person to it, in one statement as {@link findLessonFor}. */
export async function findCourseFor(
  { schema, tenantId, learnerId, query }: LearnerScope,
  courseId: string,
): Promise<CourseAccess | null> {
  const [row] = await query<AccessRow & CourseRow>(
    `select ${courseColumns(schema)}, ${enrolmentOf(schema, 'c')} as enrolment,
         (${existsIn(schema, OF_COURSE, 'course', 'c')} or exists (select from ${schema}.lessons l
           where l.tenant_id = c.tenant_id and l.course_id = c.course_id
             and (${existsIn(schema, OF_LESSON, 'lesson', 'l')}))) as has_records
       from ${schema}.courses c where c.tenant_id = $1 and c.course_id = $3`,
    [tenantId, learnerId, courseId],
  )
  return row ? { course: toCourseRecord(row), access: toFacts(row, row.course_id) } : null
}

function enrolmentOf(schema: string, of: string): string {
  return `(select jsonb_build_object('attempt', e.attempt, 'active', e.active) from ${schema}.enrolments e
      where e.tenant_id = $1 and e.learner_id = $2 and e.course_id = ${of}.course_id)`
}

function existsIn(schema: string, tables: readonly string[], subject: 'lesson' | 'course', of: string): string {
  const found = tables.map(
    (table) => `exists (select from ${schema}.${table} r
        where r.tenant_id = $1 and r.learner_id = $2 and r.${subject}_id = ${of}.${subject}_id
          ${table === 'watch_sessions' ? 'and not r.preview' : ''})`,
  )
  return found.join(' or ')
}

function toFacts(
  { owners, enrolment, has_records: hasRecords, archived }: AccessRow,
  courseId: string | null,
): AccessFacts {
  return {
    owners,
    enrolment:
      enrolment === null ? null : { courseId: courseId!, attempt: enrolment.attempt, active: enrolment.active },
    hasRecords,
    archived,
  }
}
