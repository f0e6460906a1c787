import type { VideoFacts } from '../../core/supply/may-take-video.js'
import { lockResource } from '../database/resource-lock.js'
import type { Scope } from '../database/scope.js'

/** Who gives which video to a lesson of which tenant. */
export interface VideoUse {
  readonly playbackId: string
  readonly tenantId: string
  /** `null` for those who manage every lesson of the tenant. */
  readonly ownerId: string | null
}

/**
 * Reads whose a video is, over all tenants.
 *
 * Two who take a new video at once wait for each other, so that the second finds it taken. `platform` is of the transaction that
 * takes it.
 */
export async function readVideoFacts(
  platform: Scope,
  { playbackId, tenantId, ownerId }: VideoUse,
): Promise<VideoFacts> {
  const { schema, query } = platform
  await lockResource(platform, { kind: 'video', tenantId: null, id: playbackId })
  const isManaged = (lesson: string) => `($3::text is null or exists (select from ${schema}.course_owners o
    where o.tenant_id = ${lesson}.tenant_id and o.course_id = ${lesson}.course_id and o.owner_id = $3))`
  const [row] = await query<{ bound_to: string | null; elsewhere: boolean; own_upload: boolean; own_lesson: boolean }>(
    `select (select b.tenant_id from ${schema}.playback_bindings b where b.playback_id = $1) as bound_to,
       exists (select from ${schema}.assets a
         where a.playback_id = $1 and a.deleted_at is null and a.tenant_id <> $2) as elsewhere,
       exists (select from ${schema}.assets a join ${schema}.lessons l on l.tenant_id = a.tenant_id and l.lesson_id = a.lesson_id
         where a.playback_id = $1 and a.deleted_at is null and a.tenant_id = $2 and ${isManaged('l')}) as own_upload,
       exists (select from ${schema}.lesson_media m join ${schema}.lessons l
           on l.tenant_id = m.tenant_id and l.lesson_id = m.lesson_id and l.media_version = m.version
         where m.playback_id = $1 and m.tenant_id = $2 and ${isManaged('l')}) as own_lesson`,
    [playbackId, tenantId, ownerId],
  )
  const { bound_to: boundTo, elsewhere, own_upload: isOwnUpload, own_lesson: isInOwnLesson } = row!
  const isElsewhere = elsewhere || (boundTo !== null && boundTo !== tenantId)
  return {
    isOwnUpload,
    isInOwnLesson,
    boundTo: isElsewhere ? 'another_tenant' : boundTo === null ? null : 'this_tenant',
  }
}

/** Binds a video to a tenant, unless it is bound already: then it stays whose it was, and counts as used again. */
export async function bindPlayback(
  { schema, query }: Scope,
  { playbackId, tenantId, actorId }: Omit<VideoUse, 'ownerId'> & { readonly actorId: string },
): Promise<void> {
  await query(
    `insert into ${schema}.playback_bindings as b (playback_id, tenant_id, bound_by) values ($1, $2, $3)
     on conflict (playback_id) do update
     set used_at = case when b.tenant_id = excluded.tenant_id then excluded.used_at else b.used_at end`,
    [playbackId, tenantId, actorId],
  )
}

/**
 * Ends bindings of videos that no lesson of their tenant has had for so many days; answers how many, up to a page.
 *
 * One that is bound again meanwhile is locked by whoever binds it, and `used_at` is looked at once more after that.
 */
export async function endBindings({ schema, query }: Scope, days: number): Promise<number> {
  const since = `clock_timestamp() - $1::float8 * interval '1 day'`
  const [row] = await query<{ count: number }>(
    `with unused as (
       select b.playback_id from ${schema}.playback_bindings b
       where b.used_at < ${since}
         and not exists (select from ${schema}.lesson_media m where m.playback_id = b.playback_id
           and m.tenant_id = b.tenant_id and (m.replaced_at is null or m.replaced_at >= ${since}))
         and not exists (select from ${schema}.assets a where a.playback_id = b.playback_id
           and a.tenant_id = b.tenant_id and a.deleted_at is null)
       order by b.used_at limit 1000
     ), gone as (
       delete from ${schema}.playback_bindings b using unused u
       where b.playback_id = u.playback_id and b.used_at < ${since} returning 1
     ) select count(*)::int4 as count from gone`,
    [days],
  )
  return row!.count
}
