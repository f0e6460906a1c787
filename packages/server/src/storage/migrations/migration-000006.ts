import { HANDLER_ROLES, ROLES } from './roles.js'

/**
 * Charged time by quarters of an hour, bounds on what is kept, and the version for logins that own nothing.
 *
 * A day's or a session's charged time in one value was read and written whole at every report, which after eight hours of
 * jumping about took 25 times as long as at their beginning. `slot` counts quarters of an hour since 1970. Sessions were charged what
 * days were, so the sessions' own values are what is cut up.
 *
 * `evidence_kept` and `kept` bound the rows that anybody can make us keep; what was kept before is not counted.
 */
export function migration000006(schema: string): string {
  const own = `tenant_id = (select ${schema}.claimed_tenant()) and learner_id = (select ${schema}.claimed_learner())`
  const is = (role: string) => `current_user = '${role}'`
  return `
drop table ${schema}.charges;
create table ${schema}.charges (
  tenant_id text not null,
  learner_id text not null,
  slot int4 not null,
  session_id uuid not null,
  charged int8multirange not null,
  primary key (tenant_id, learner_id, slot, session_id)
) with (fillfactor = 80);
alter table ${schema}.charges enable row level security, force row level security;
create policy charges_of_platform on ${schema}.charges to ${ROLES.platform}
  using (${is(ROLES.platform)}) with check (${is(ROLES.platform)});
create policy charges_of_ledger on ${schema}.charges to ${ROLES.ledger}
  using (${is(ROLES.ledger)} and ${own}) with check (${is(ROLES.ledger)} and ${own});
create policy charges_of_learner on ${schema}.charges for select to ${ROLES.learner} using (${own});
create policy charges_of_admin on ${schema}.charges for select to ${ROLES.admin}
  using (${is(ROLES.admin)} and tenant_id = (select ${schema}.claimed_tenant()));
grant select, insert, update, delete on ${schema}.charges to ${HANDLER_ROLES.join(', ')};
grant select on ${schema}.charges to ${ROLES.learner}, ${ROLES.admin};

set local role ${ROLES.platform};
insert into ${schema}.charges (tenant_id, learner_id, slot, session_id, charged)
select s.tenant_id, s.learner_id, slot, s.session_id, cut.charged
from ${schema}.watch_sessions s
cross join lateral generate_series((lower(s.charged) / 900000)::int4, ((upper(s.charged) - 1) / 900000)::int4) slot
cross join lateral (select s.charged * int8multirange(int8range(slot * 900000::int8, (slot + 1) * 900000::int8))) cut(charged)
where not isempty(s.charged) and not isempty(cut.charged);
reset role;

alter table ${schema}.watch_sessions
  drop column charged,
  add column evidence_kept int4 not null default 0;
alter table ${schema}.learners
  add column kept_on date,
  add column kept int4 not null default 0;

grant select on ${schema}.migrations to ${ROLES.platform};
`
}
