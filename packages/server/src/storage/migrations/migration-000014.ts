import { HANDLER_ROLES } from './roles.js'

/**
 * `run_each` runs one statement for each of several learners, as `run_as` does for one.
 *
 * What `run_as` does before it begins (a digest of the statement's text, and a look at every statement that the connection keeps)
 * took a quarter of the time when it was done for each of sixteen learners.
 */
export function migration000014(schema: string): string {
  return `
create function ${schema}.run_each(role_name text, statement text, calls jsonb) returns table (place int4, result jsonb)
  language plpgsql volatile set search_path = pg_catalog as $run$
declare
  width int4 := jsonb_array_length(calls -> 0 -> 'values');
  plan text := 'ehr_' || md5(role_name || ' ' || width || ' ' || statement);
  call jsonb;
  given text;
  answer record;
begin
  perform set_config('role', role_name, true);
  if not exists (select from pg_prepared_statements where name = plan) then
    execute format('prepare %I(%s) as %s', plan,
      (select string_agg('text', ', ') from generate_series(1, width)), statement);
  end if;
  place := 0;
  for call in select value from jsonb_array_elements(calls) with ordinality a(value, at) order by at
  loop
    place := place + 1;
    perform set_config('request.jwt.claims', call ->> 'claims', true),
      set_config('ehr.tenant_id', call -> 'claims' ->> 'tenant_id', true),
      set_config('ehr.learner_id', call -> 'claims' ->> 'sub', true);
    given := (select '(' || string_agg(quote_nullable(value), ', ' order by at) || ')'
      from jsonb_array_elements_text(call -> 'values') with ordinality as a(value, at));
    for answer in execute format('execute %I%s', plan, given)
    loop
      result := to_jsonb(answer);
      return next;
    end loop;
  end loop;
end $run$;
comment on function ${schema}.run_each is
  'Runs a statement of the handler for each of several learners, each under claims that end with it. It trusts its caller with what is credited.';
revoke all on function ${schema}.run_each from public;
grant execute on function ${schema}.run_each to ${HANDLER_ROLES.join(', ')};
`
}
