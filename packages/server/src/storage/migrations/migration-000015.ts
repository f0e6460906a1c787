import { ROLES } from './roles.js'

const OF_TENANT = ['uploads', 'assets']

/**
 * Videos that are uploaded: `uploads`, the `assets` that Mux makes of them, and `webhook_events`, which Mux sends.
 *
 * An event belongs to no tenant, so that only the platform's role touches it; of what it says, the names are kept that it takes to
 * read from Mux. `read_number` is drawn before a reading begins: of two readings the later one counts for what may change both ways.
 */
export function migration000015(schema: string): string {
  const tenant = `tenant_id = (select ${schema}.claimed_tenant())`
  const is = (role: string) => `current_user = '${role}'`
  return `
create sequence ${schema}.mux_reads;
grant usage on sequence ${schema}.mux_reads to ${ROLES.platform};

create table ${schema}.uploads (
  tenant_id text not null,
  upload_id uuid not null,
  lesson_id text not null,
  mux_upload_id text unique,
  created_by text not null,
  state text not null default 'creating' check (state in
    ('creating', 'waiting', 'processing', 'held', 'timed_out', 'superseded', 'failed', 'cancelled', 'ready')),
  reason text,
  file_name text not null,
  file_size int8 not null check (file_size >= 1),
  file_type text not null,
  language text not null,
  captions text not null check (captions in ('auto', 'none')),
  cors_origin text not null,
  asset_id text,
  media_version int4,
  created_at timestamptz not null default clock_timestamp(),
  expires_at timestamptz,
  checked_at timestamptz not null default clock_timestamp(),
  checks int4 not null default 0,
  revision int8 not null default 1,
  primary key (tenant_id, upload_id),
  foreign key (tenant_id, lesson_id) references ${schema}.lessons (tenant_id, lesson_id)
) with (fillfactor = 70);
create unique index uploads_by_id on ${schema}.uploads (upload_id);
create index uploads_by_asset on ${schema}.uploads (asset_id) where asset_id is not null;
create index uploads_by_lesson on ${schema}.uploads (tenant_id, lesson_id, created_at);
create index uploads_by_creator on ${schema}.uploads (tenant_id, created_by, created_at);
create unique index uploads_open_once on ${schema}.uploads (tenant_id, lesson_id)
  where state in ('creating', 'waiting', 'processing');
create index uploads_open on ${schema}.uploads (checked_at) where state in ('creating', 'waiting', 'processing');

create table ${schema}.assets (
  tenant_id text not null,
  asset_id text not null,
  upload_id uuid not null,
  lesson_id text not null,
  playback_id text,
  state text not null check (state in ('preparing', 'errored', 'ready', 'deleting', 'deleted')),
  duration_ms int4,
  aspect_ratio text,
  error text,
  read_number int8 not null,
  delete_after timestamptz,
  deleted_at timestamptz,
  primary key (tenant_id, asset_id),
  foreign key (tenant_id, upload_id) references ${schema}.uploads (tenant_id, upload_id)
) with (fillfactor = 70);
create unique index assets_by_id on ${schema}.assets (asset_id);
create index assets_by_lesson on ${schema}.assets (tenant_id, lesson_id);
create index assets_by_upload on ${schema}.assets (tenant_id, upload_id);
create index assets_to_delete on ${schema}.assets (delete_after) where delete_after is not null and deleted_at is null;

create table ${schema}.webhook_events (
  event_id text primary key,
  type text not null,
  object_type text not null,
  object_id text not null,
  upload_id uuid,
  received_at timestamptz not null default clock_timestamp(),
  due_at timestamptz not null default clock_timestamp(),
  state text not null check (state in ('received', 'applied', 'ignored')),
  attempts int4 not null default 0,
  reason text
) with (fillfactor = 70);
create index webhook_events_due on ${schema}.webhook_events (due_at) where state = 'received';
create index webhook_events_by_age on ${schema}.webhook_events (received_at) where state <> 'received';

alter table ${schema}.lesson_media add column asset_id text;

${[...OF_TENANT, 'webhook_events']
  .map(
    (table) => `alter table ${schema}.${table} enable row level security, force row level security;
create policy ${table}_of_platform on ${schema}.${table} to ${ROLES.platform}
  using (${is(ROLES.platform)}) with check (${is(ROLES.platform)});
grant select, insert, update, delete on ${schema}.${table} to ${ROLES.platform};`,
  )
  .join('\n')}
${OF_TENANT.map(
  (table) => `create policy ${table}_of_manager on ${schema}.${table} to ${ROLES.manager}
  using (${is(ROLES.manager)} and ${tenant}) with check (${is(ROLES.manager)} and ${tenant});
grant select, insert, update on ${schema}.${table} to ${ROLES.manager};
create policy ${table}_of_admin on ${schema}.${table} for select to ${ROLES.admin} using (${is(ROLES.admin)} and ${tenant});
grant select on ${schema}.${table} to ${ROLES.admin};`,
).join('\n')}
`
}
