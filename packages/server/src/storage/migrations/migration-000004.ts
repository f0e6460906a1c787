import { ROLES } from './roles.js'

/** Counts of calls, for hosts with several processes and no Redis; only the platform's role counts. */
export function migration000004(schema: string): string {
  return `
create table ${schema}.rate_limits (
  limiter text not null,
  key text not null,
  points int4 not null,
  resets_at timestamptz not null,
  primary key (limiter, key)
) with (fillfactor = 70);
alter table ${schema}.rate_limits enable row level security, force row level security;
create policy rate_limits_of_platform on ${schema}.rate_limits to ${ROLES.platform}
  using (current_user = '${ROLES.platform}') with check (current_user = '${ROLES.platform}');
grant select, insert, update, delete on ${schema}.rate_limits to ${ROLES.platform};
`
}
