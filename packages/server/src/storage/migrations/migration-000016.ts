import { ROLES } from './roles.js'

/**
 * Which tenant a video belongs to: `playback_bindings`, read and written over all tenants by the platform's role alone.
 *
 * Every video that there is belongs to the tenant that had it first. Where another one has it too, it goes on playing there.
 */
export function migration000016(schema: string): string {
  const is = `current_user = '${ROLES.platform}'`
  return `
create table ${schema}.playback_bindings (
  playback_id text primary key,
  tenant_id text not null,
  bound_by text not null,
  bound_at timestamptz not null default clock_timestamp(),
  used_at timestamptz not null default clock_timestamp()
) with (fillfactor = 70);
create index playback_bindings_by_use on ${schema}.playback_bindings (used_at);
create index playback_bindings_by_person on ${schema}.playback_bindings (tenant_id, bound_by);
create index assets_by_playback on ${schema}.assets (playback_id) where playback_id is not null;

insert into ${schema}.playback_bindings (playback_id, tenant_id, bound_by, bound_at)
select distinct on (m.playback_id) m.playback_id, m.tenant_id, 'migration', m.created_at
from ${schema}.lesson_media m order by m.playback_id, m.created_at, m.tenant_id, m.lesson_id, m.version;

alter table ${schema}.playback_bindings enable row level security, force row level security;
create policy playback_bindings_of_platform on ${schema}.playback_bindings to ${ROLES.platform}
  using (${is}) with check (${is});
grant select, insert, update, delete on ${schema}.playback_bindings to ${ROLES.platform};
`
}
