import type { CourseLearner, LearnerListing, LearnerStatus } from '../../core/records/course-learner.js'
import { toCourseProgress } from '../../core/ledger/course-progress.js'
import type { CourseScope } from '../database/scope.js'
import type { SqlRow } from '../database/sql-client.js'
import { courseStandingJson, type CourseStandingRow, toCourseStanding } from '../rows/course-row.js'
import { enrolmentJson, type EnrolmentRow, toEnrolmentRecord } from '../rows/enrolment-row.js'
import { epochMs } from '../rows/epoch-ms.js'

interface CourseLearnerRow extends SqlRow {
  readonly learner_id: string
  readonly status: LearnerStatus
  readonly enrolment: EnrolmentRow | null
  readonly standing: CourseStandingRow
  /** Milliseconds since 1970. */
  readonly last_seen_at: number | null
}

/** Tables whose rows make somebody a learner of a course: enrolled, or with records in it. */
const OF_COURSE = ['enrolments', 'course_progress', 'assessment_results']
const OF_LESSON = ['lesson_progress', 'lesson_verdicts', 'quiz_results']

/**
 * Reads a page of the learners of a course, by learner id, in one statement.
 *
 * Each table gives at most a page of ids, in the order of its index by course or lesson, so
 * a page costs the same whether the course has ten learners or a hundred thousand; a search or a status reads on until
 * the page is full, and looks only where learners of that status have rows.
 */
export async function readCourseLearners(
  { schema, tenantId, courseId, query }: CourseScope,
  { search, status, limit, after }: LearnerListing,
): Promise<readonly CourseLearner[]> {
  const rows = await query<CourseLearnerRow>(toStatement(schema, status), [
    tenantId,
    courseId,
    after ?? '',
    limit,
    search,
  ])
  return rows.map((row) => ({
    learnerId: row.learner_id,
    status: row.status,
    enrolment: row.enrolment ? toEnrolmentRecord(row.enrolment) : null,
    progress: toCourseProgress(toCourseStanding(row.standing)),
    lastSeenAt: row.last_seen_at === null ? null : new Date(row.last_seen_at),
  }))
}

/** `$1` tenant, `$2` course, `$3` the learner after whom it goes on, `$4` how many, `$5` part of an id. */
function toStatement(schema: string, status: LearnerStatus | null): string {
  return `with learners as (
      select found.learner_id from (${toSources(schema, status).join('\n union ')}) found
      order by found.learner_id limit $4::int4)
    select taker.learner_id, ${statusOf(schema, 'taker.learner_id', 'coalesce(e.attempt, 1)')} as status,
      case when e.attempt is null then null else ${enrolmentJson('e')} end as enrolment,
      ${courseStandingJson(schema, 'c', 'coalesce(e.attempt, 1)', 'taker.learner_id')} as standing,
      (select ${epochMs('max(s.last_seen_at)')}::float8 from ${schema}.lessons l
        join ${schema}.watch_sessions s on s.tenant_id = $1 and s.learner_id = taker.learner_id and s.lesson_id = l.lesson_id
          and not s.preview
        where l.tenant_id = $1 and l.course_id = $2) as last_seen_at
    from learners taker
    join ${schema}.courses c on c.tenant_id = $1 and c.course_id = $2
    left join ${schema}.enrolments e on e.tenant_id = $1 and e.learner_id = taker.learner_id and e.course_id = $2
    order by taker.learner_id`
}

/** SQL of where the ids of a page come from: of each table at most a page, in the order of its index. */
function toSources(schema: string, status: LearnerStatus | null): readonly string[] {
  const matching = (condition: string) =>
    `t.learner_id > $3 and strpos(lower(t.learner_id), lower($5)) > 0 and ${condition}`
  const inCourse = (table: string, condition: string) =>
    `(select distinct t.learner_id from ${schema}.${table} t
      where t.tenant_id = $1 and t.course_id = $2 and ${matching(condition)}
      order by t.learner_id limit $4::int4)`
  const inLessons = (table: string, condition: string) =>
    `(select t.learner_id from ${schema}.lessons l cross join lateral (
        select distinct t.learner_id from ${schema}.${table} t
        where t.tenant_id = $1 and t.lesson_id = l.lesson_id and ${matching(condition)}
        order by t.learner_id limit $4::int4) t
      where l.tenant_id = $1 and l.course_id = $2)`
  const isCurrent = `t.attempt = coalesce((select n.attempt from ${schema}.enrolments n
    where n.tenant_id = $1 and n.learner_id = t.learner_id and n.course_id = $2), 1)`
  const isOpen = `not exists (select from ${schema}.course_progress v where v.tenant_id = $1
    and v.learner_id = t.learner_id and v.course_id = $2 and v.attempt = t.attempt)`
  switch (status) {
    case 'completed':
      return [inCourse('course_progress', `t.completed and ${isCurrent}`)]
    case 'revoked':
      return [inCourse('course_progress', `not t.completed and ${isCurrent}`)]
    case 'not_started':
      return [inCourse('enrolments', `${isOpen} and not ${isActive(schema, 't.learner_id', 't.attempt')}`)]
    case 'in_progress':
      return [
        inCourse('assessment_results', `${isCurrent} and ${isOpen}`),
        ...OF_LESSON.map((table) => inLessons(table, `${isCurrent} and ${isOpen}`)),
      ]
    case null:
      return [
        ...OF_COURSE.map((table) => inCourse(table, 'true')),
        ...OF_LESSON.map((table) => inLessons(table, 'true')),
      ]
  }
}

/** SQL of how a learner stands in an attempt: by the verdict, and without one by whether anything is recorded. */
function statusOf(schema: string, learner: string, attempt: string): string {
  return `coalesce(
    (select case when v.completed then 'completed' else 'revoked' end from ${schema}.course_progress v
      where v.tenant_id = $1 and v.learner_id = ${learner} and v.course_id = $2 and v.attempt = ${attempt}),
    case when ${isActive(schema, learner, attempt)} then 'in_progress' else 'not_started' end)`
}

/** SQL of whether anything is recorded of a learner in an attempt of the course. */
function isActive(schema: string, learner: string, attempt: string): string {
  const rows = (table: string) =>
    `exists (select from ${schema}.${table} r where r.tenant_id = $1 and r.learner_id = ${learner}
      and r.attempt = ${attempt}`
  // Gathered once a statement, so that each learner is one look into an index.
  const lessons = `array(select l.lesson_id from ${schema}.lessons l where l.tenant_id = $1 and l.course_id = $2)`
  const inLessons = OF_LESSON.map((table) => `${rows(table)} and r.lesson_id = any(${lessons}))`)
  return `(${[...inLessons, `${rows('assessment_results')} and r.course_id = $2)`].join(' or ')})`
}
