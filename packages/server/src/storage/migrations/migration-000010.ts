import { ROLES } from './roles.js'

/** Which process runs which job of maintenance, so that two never do the same at once; only the platform's role claims. */
export function migration000010(schema: string): string {
  return `
create table ${schema}.job_leases (
  job text not null,
  holder uuid not null,
  held_until timestamptz not null,
  primary key (job)
) with (fillfactor = 70);
alter table ${schema}.job_leases enable row level security, force row level security;
create policy job_leases_of_platform on ${schema}.job_leases to ${ROLES.platform}
  using (current_user = '${ROLES.platform}') with check (current_user = '${ROLES.platform}');
grant select, insert, update, delete on ${schema}.job_leases to ${ROLES.platform};
`
}
