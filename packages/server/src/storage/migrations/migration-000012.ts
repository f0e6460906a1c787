import { HANDLER_ROLES, ROLES } from './roles.js'

const PER_LEARNER = [
  ...['watch_sessions', 'lesson_progress', 'uncredited', 'lesson_verdicts', 'quiz_results'],
  ...['enrolments', 'attempts', 'course_progress', 'assessment_results'],
  ...['learners', 'charges', 'verdict_acts', 'watch_evidence', 'watch_events', 'event_heads'],
]
const READ_BY_TENANT = ['courses', 'lessons', 'lesson_media', 'course_owners', 'event_targets']

/**
 * Row-level security costs a report about half of what it did.
 *
 * The handler's statements name some thirty tables, and each asked for tenant and learner by a function that the planner
 * could not look into and that read the claims each time: half the time of a report. `run_as` now also puts both into
 * settings of their own, which the policies of `ehr_ledger` compare with. What others ask for is a function whose body is
 * an expression: it means the same whatever the search path, so it needs no setting of its own and is planned as a part
 * of the statement.
 */
export function migration000012(schema: string): string {
  const tenant = `current_user = '${ROLES.ledger}' and tenant_id = current_setting('ehr.tenant_id', true)`
  const own = `${tenant} and learner_id = current_setting('ehr.learner_id', true)`
  const alter = (policy: string, table: string, rule: string) => `alter policy ${policy} on ${schema}.${table} ${rule};`
  return `
create or replace function ${schema}.claims() returns jsonb language sql stable
  return nullif(current_setting('request.jwt.claims', true), '')::jsonb;
create or replace function ${schema}.claimed_learner() returns text language sql stable
  return ${schema}.claims() ->> 'sub';
create or replace function ${schema}.claimed_course() returns text language sql stable
  return ${schema}.claims() ->> 'course_id';
create or replace function ${schema}.claimed_tenant() returns text language sql stable
  return case when ${schema}.claims() is not null then coalesce(
    ${schema}.claims() ->> 'tenant_id', ${schema}.claims() -> 'app_metadata' ->> 'tenant_id', 'default') end;

create or replace function ${schema}.run_as(role_name text, claims jsonb, statement text, p jsonb) returns setof jsonb
  language plpgsql volatile set search_path = pg_catalog as $run$
declare
  plan text := 'ehr_' || md5(role_name || ' ' || jsonb_array_length(p) || ' ' || statement);
  given text;
  found record;
begin
  perform set_config('role', role_name, true), set_config('request.jwt.claims', claims::text, true),
    set_config('ehr.tenant_id', claims ->> 'tenant_id', true), set_config('ehr.learner_id', claims ->> 'sub', true);
  if not exists (select from pg_prepared_statements where name = plan) then
    execute format('prepare %I%s as %s', plan,
      (select '(' || string_agg('text', ', ') || ')' from jsonb_array_elements(p)), statement);
  end if;
  given := (select '(' || string_agg(quote_nullable(value), ', ' order by place) || ')'
    from jsonb_array_elements_text(p) with ordinality as a(value, place));
  for found in execute format('execute %I%s', plan, given)
  loop
    return next to_jsonb(found);
  end loop;
end $run$;
revoke all on function ${schema}.run_as from public;
grant execute on function ${schema}.run_as to ${HANDLER_ROLES.join(', ')};

${PER_LEARNER.map((table) => alter(`${table}_of_ledger`, table, `using (${own}) with check (${own})`)).join('\n')}
${READ_BY_TENANT.map((table) => alter(`${table}_of_ledger`, table, `using (${tenant})`)).join('\n')}
${['event_log', 'event_deliveries'].map((table) => alter(`${table}_of_ledger`, table, `with check (${own})`)).join('\n')}
${alter('lesson_media_noted_by_ledger', 'lesson_media', `using (${tenant}) with check (${tenant})`)}
`
}
