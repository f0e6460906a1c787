import { ROLES } from './roles.js'

const TABLES = ['event_log', 'event_targets', 'event_deliveries', 'event_heads']
/** Columns of a target that others than the platform may read: not the secrets. */
const PUBLIC_COLUMNS = `tenant_id, target, kind, url, types, origin, state, state_reason, since, failures, failing_since,
  probe_at, retry_after, revision, created_at`

/**
 * Outgoing events: what happened (`event_log`), who is sent it (`event_targets`), what is on its way (`event_deliveries`), and
 * the newest revision of each subject (`event_heads`).
 *
 * An event is written by the statement that makes it true, as the learner: that role adds rows about its own learner, counts
 * their revisions, and reads of a target no more than whether it wants them. `learner_id` also stands where the subject
 * names the learner already, because row-level security compares a column, not a part of a text. A body never changes, but
 * that erasing empties it.
 */
export function migration000011(schema: string): string {
  const is = (role: string) => `current_user = '${role}'`
  const tenant = `tenant_id = (select ${schema}.claimed_tenant())`
  const own = `${is(ROLES.ledger)} and ${tenant} and learner_id = (select ${schema}.claimed_learner())`
  const managed = `${is(ROLES.manager)} and ${tenant}`
  return `
create table ${schema}.event_log (
  tenant_id text not null,
  subject text not null,
  revision int8 not null check (revision >= 1),
  event_id uuid not null,
  type text not null,
  learner_id text,
  occurred_at timestamptz not null,
  body jsonb,
  erased_at timestamptz,
  primary key (tenant_id, subject, revision),
  check ((body is null) = (erased_at is not null))
);
create unique index event_log_by_id on ${schema}.event_log (tenant_id, event_id);
create index event_log_by_time on ${schema}.event_log (tenant_id, occurred_at, event_id);
create index event_log_by_learner on ${schema}.event_log (tenant_id, learner_id) where learner_id is not null;

create table ${schema}.event_targets (
  tenant_id text not null,
  target text not null,
  kind text not null check (kind in ('webhook', 'lti', 'xapi', 'clickhouse')),
  url text not null,
  types text[],
  secrets jsonb not null default '[]',
  origin text not null check (origin in ('call', 'options')),
  state text not null default 'active' check (state in ('active', 'paused', 'disabled')),
  state_reason text,
  since timestamptz not null default now(),
  failures int4 not null default 0,
  failing_since timestamptz,
  probe_at timestamptz,
  retry_after timestamptz,
  revision int8 not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, target)
) with (fillfactor = 70);

create table ${schema}.event_deliveries (
  tenant_id text not null,
  target text not null,
  subject text not null,
  revision int8 not null,
  event_id uuid not null,
  learner_id text,
  state text not null default 'pending' check (state in ('pending', 'delivered', 'dead', 'cancelled')),
  attempts int4 not null default 0,
  due_at timestamptz not null,
  first_tried_at timestamptz,
  lease uuid,
  leased_until timestamptz,
  last_status int4,
  last_error text,
  finished_at timestamptz,
  primary key (tenant_id, target, subject, revision)
) with (fillfactor = 70);
create index event_deliveries_due on ${schema}.event_deliveries (tenant_id, target, due_at) where state = 'pending';
create index event_deliveries_line on ${schema}.event_deliveries (tenant_id, target, subject, revision) where state = 'pending';
create index event_deliveries_leased on ${schema}.event_deliveries (tenant_id, target, leased_until) where lease is not null;
create index event_deliveries_dead on ${schema}.event_deliveries (tenant_id, target, subject, revision) where state = 'dead';
create index event_deliveries_by_event on ${schema}.event_deliveries (tenant_id, event_id);

create table ${schema}.event_heads (
  tenant_id text not null,
  subject text not null,
  learner_id text,
  revision int8 not null,
  primary key (tenant_id, subject)
) with (fillfactor = 70);

${TABLES.map(
  (table) => `alter table ${schema}.${table} enable row level security, force row level security;
create policy ${table}_of_platform on ${schema}.${table} to ${ROLES.platform}
  using (${is(ROLES.platform)}) with check (${is(ROLES.platform)});
create policy ${table}_of_manager on ${schema}.${table} to ${ROLES.manager} using (${managed}) with check (${managed});
create policy ${table}_of_admin on ${schema}.${table} for select to ${ROLES.admin}
  using (${is(ROLES.admin)} and ${tenant});
grant select, insert, update, delete on ${schema}.${table} to ${ROLES.platform};`,
).join('\n')}

create policy event_log_of_ledger on ${schema}.event_log for insert to ${ROLES.ledger} with check (${own});
grant insert on ${schema}.event_log to ${ROLES.ledger};
create policy event_deliveries_of_ledger on ${schema}.event_deliveries for insert to ${ROLES.ledger} with check (${own});
grant insert (tenant_id, target, subject, revision, event_id, learner_id, due_at) on ${schema}.event_deliveries
  to ${ROLES.ledger};
create policy event_heads_of_ledger on ${schema}.event_heads to ${ROLES.ledger} using (${own}) with check (${own});
grant select (tenant_id, subject, revision), insert, update (revision) on ${schema}.event_heads to ${ROLES.ledger};
create policy event_targets_of_ledger on ${schema}.event_targets for select to ${ROLES.ledger}
  using (${is(ROLES.ledger)} and ${tenant});
grant select (tenant_id, target, types, state) on ${schema}.event_targets to ${ROLES.ledger};

grant select, insert on ${schema}.event_log to ${ROLES.manager};
grant select, insert, update on ${schema}.event_deliveries to ${ROLES.manager};
grant select, insert, update on ${schema}.event_heads to ${ROLES.manager};
grant select (${PUBLIC_COLUMNS}), insert, update, delete on ${schema}.event_targets to ${ROLES.manager};

grant select on ${schema}.event_log, ${schema}.event_deliveries, ${schema}.event_heads to ${ROLES.admin};
grant select (${PUBLIC_COLUMNS}) on ${schema}.event_targets to ${ROLES.admin};
`
}
