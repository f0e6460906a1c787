import { ROLES } from './roles.js'

/** Tables whose rows say how the learners of a course stand. */
const BY_COURSE = ['enrolments', 'course_progress', 'assessment_results']
const BY_LESSON = ['watch_sessions', 'lesson_progress', 'lesson_verdicts', 'quiz_results']

/**
 * Who manages a course reads how its learners stand, and an act says when it was recorded.
 *
 * The claim `course_id` names the one course: `ehr_manager` without it sees no learner's row, and with it none of another
 * course or tenant, whatever a statement forgets. It reads and writes nothing.
 *
 * `recorded_at` is empty for acts from before: they were recorded when they were decided. An imported completion is
 * decided in the past.
 */
export function migration000008(schema: string): string {
  const own = `current_user = '${ROLES.manager}' and tenant_id = (select ${schema}.claimed_tenant())`
  const policy = (table: string, condition: string) =>
    `create policy ${table}_of_managed_course on ${schema}.${table} for select to ${ROLES.manager}
  using (${own} and ${condition});`
  return `
create function ${schema}.claimed_course() returns text language sql stable set search_path = pg_catalog
  as $$ select ${schema}.claims() ->> 'course_id' $$;
create function ${schema}.claimed_lessons() returns text[] language sql stable set search_path = pg_catalog
  as $$ select coalesce(array_agg(l.lesson_id), '{}') from ${schema}.lessons l
        where l.tenant_id = ${schema}.claimed_tenant() and l.course_id = ${schema}.claimed_course() $$;
${BY_COURSE.map((table) => policy(table, `course_id = (select ${schema}.claimed_course())`)).join('\n')}
${BY_LESSON.map((table) => policy(table, `lesson_id = any(array(select unnest(${schema}.claimed_lessons())))`)).join('\n')}

alter table ${schema}.verdict_acts add column recorded_at timestamptz;
`
}
