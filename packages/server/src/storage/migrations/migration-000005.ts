import { HANDLER_ROLES } from './roles.js'

/**
 * `run_as` keeps the plan of each statement for as long as its connection lives.
 *
 * Planning the two statements of a batch anew for each batch took longer than running them. The statements are prepared by
 * name, under the role that they run as, so that row-level security is a part of the plan; whether a name is known is
 * asked of the connection itself, because a pooler may have given another one, or forgotten everything.
 */
export function migration000005(schema: string): string {
  return `
create or replace function ${schema}.run_as(role_name text, claims jsonb, statement text, p jsonb) returns setof jsonb
  language plpgsql volatile set search_path = pg_catalog as $run$
declare
  plan text := 'ehr_' || md5(role_name || ' ' || jsonb_array_length(p) || ' ' || statement);
  given text;
  found record;
begin
  perform set_config('role', role_name, true), set_config('request.jwt.claims', claims::text, true);
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
`
}
