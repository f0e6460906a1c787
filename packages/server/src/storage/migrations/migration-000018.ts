import { ROLES } from './roles.js'

/**
 * Text that goes with videos: `lesson_tracks`. Whether a video has captions that can be shown stands beside it, so that nobody has to look
 * for them; `captions_waiver` says why a lesson may do without.
 */
export function migration000018(schema: string): string {
  const tenant = `tenant_id = (select ${schema}.claimed_tenant())`
  const is = (role: string) => `current_user = '${role}'`
  return `
create table ${schema}.lesson_tracks (
  tenant_id text not null,
  track_id uuid not null,
  lesson_id text not null,
  media_version int4 not null,
  mux_track_id text,
  kind text not null check (kind in ('captions', 'subtitles')),
  language text not null,
  name text not null,
  source text not null check (source in ('generated', 'uploaded', 'embedded')),
  state text not null check (state in ('creating', 'preparing', 'errored', 'skipped', 'ready', 'deleting', 'deleted')),
  reason text,
  requested boolean not null,
  read_number int8 not null,
  source_text text,
  fetch_hash text unique,
  created_at timestamptz not null default clock_timestamp(),
  checked_at timestamptz not null default clock_timestamp(),
  checks int4 not null default 0,
  primary key (tenant_id, track_id),
  foreign key (tenant_id, lesson_id, media_version) references ${schema}.lesson_media (tenant_id, lesson_id, version)
) with (fillfactor = 70);
create index lesson_tracks_by_video on ${schema}.lesson_tracks (tenant_id, lesson_id, media_version);
create index lesson_tracks_open on ${schema}.lesson_tracks (checked_at) where state in ('creating', 'preparing');
create index lesson_tracks_to_delete on ${schema}.lesson_tracks (checked_at) where state = 'deleting';

alter table ${schema}.lesson_media add column captioned boolean not null default false, add column tracks_read_at timestamptz;
create index lesson_media_unread on ${schema}.lesson_media (created_at)
  where tracks_read_at is null and replaced_at is null and asset_id is not null;
alter table ${schema}.lessons add column captions_waiver text;
create index lesson_media_by_asset on ${schema}.lesson_media (asset_id) where asset_id is not null;

alter table ${schema}.lesson_tracks enable row level security, force row level security;
create policy lesson_tracks_of_platform on ${schema}.lesson_tracks to ${ROLES.platform}
  using (${is(ROLES.platform)}) with check (${is(ROLES.platform)});
grant select, insert, update, delete on ${schema}.lesson_tracks to ${ROLES.platform};
create policy lesson_tracks_of_manager on ${schema}.lesson_tracks to ${ROLES.manager}
  using (${is(ROLES.manager)} and ${tenant}) with check (${is(ROLES.manager)} and ${tenant});
grant select, insert, update on ${schema}.lesson_tracks to ${ROLES.manager};
create policy lesson_tracks_of_admin on ${schema}.lesson_tracks for select to ${ROLES.admin} using (${is(ROLES.admin)} and ${tenant});
grant select on ${schema}.lesson_tracks to ${ROLES.admin};
`
}
