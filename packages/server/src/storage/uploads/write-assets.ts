import type { AssetRecord, ReadAsset, UploadRecord } from '../../core/records/upload.js'
import { ASSET_STATES } from '../../core/supply/asset-state.js'
import type { Scope, TenantScope } from '../database/scope.js'
import { assetJson, type AssetRow, toAssetRecord } from './upload-row.js'
import type { DueAsset } from './uploads.js'

const ORDER = `array[${ASSET_STATES.map((state) => `'${state}'`).join(', ')}]`
/** An asset that is being deleted is taken again when this is over: whoever took it died. */
const RETAKE = `interval '5 minutes'`

/** Writes what was read of an asset; see `Uploads`. */
export async function putAsset(
  { schema, tenantId, query }: TenantScope,
  { uploadId, lessonId }: UploadRecord,
  asset: ReadAsset,
): Promise<AssetRecord> {
  const isLater = 'excluded.read_number > a.read_number'
  const later = (column: string) =>
    `${column} = case when ${isLater} then coalesce(excluded.${column}, a.${column}) else a.${column} end`
  const [row] = await query<{ asset: AssetRow }>(
    `insert into ${schema}.assets as a
       (tenant_id, asset_id, upload_id, lesson_id, playback_id, state, duration_ms, aspect_ratio, error, read_number, deleted_at)
     values ($1, $2, $3::uuid, $4, $5, $6, $7::int4, $8, $9, $10::float8::int8,
       case when $6 = 'deleted' then clock_timestamp() end)
     on conflict (tenant_id, asset_id) do update set ${['playback_id', 'duration_ms', 'aspect_ratio', 'error'].map(later).join(', ')},
       state = (${ORDER})[greatest(array_position(${ORDER}, a.state), array_position(${ORDER}, excluded.state))],
       deleted_at = coalesce(a.deleted_at, excluded.deleted_at), read_number = greatest(a.read_number, excluded.read_number)
     returning ${assetJson('a')} as asset`,
    [
      tenantId,
      asset.assetId,
      uploadId,
      lessonId,
      asset.playbackId,
      asset.state,
      asset.duration,
      asset.aspectRatio,
      asset.error,
      asset.readNumber,
    ],
  )
  return toAssetRecord(row!.asset)
}

/** Lets an asset be deleted after so many days, unless it is to be deleted sooner. */
export async function expireAsset(
  { schema, tenantId, query }: TenantScope,
  assetId: string,
  days: number,
): Promise<void> {
  await query(
    `update ${schema}.assets a
     set delete_after = least(a.delete_after, clock_timestamp() + $3::float8 * interval '1 day')
     where a.tenant_id = $1 and a.asset_id = $2 and a.deleted_at is null`,
    [tenantId, assetId, days],
  )
}

/** Ends what is older than an upload that has become ready; see `Uploads`. */
export async function retireBefore(
  { schema, tenantId, query }: TenantScope,
  { uploadId, lessonId }: UploadRecord,
  days: number,
): Promise<void> {
  await query(
    `update ${schema}.uploads u set state = 'superseded', revision = u.revision + 1
     where u.tenant_id = $1 and u.lesson_id = $2 and u.state = 'held' and u.upload_id <> $3::uuid
       and u.created_at <= (select n.created_at from ${schema}.uploads n where n.tenant_id = $1 and n.upload_id = $3::uuid)`,
    [tenantId, lessonId, uploadId],
  )
  await query(
    `update ${schema}.assets a
     set delete_after = least(a.delete_after, clock_timestamp() + $4::float8 * interval '1 day')
     where a.tenant_id = $1 and a.lesson_id = $2 and a.upload_id <> $3::uuid and a.deleted_at is null
       and exists (select from ${schema}.uploads u where u.tenant_id = $1 and u.upload_id = a.upload_id
         and u.state in ('ready', 'superseded'))`,
    [tenantId, lessonId, uploadId, days],
  )
}

/**
 * Takes an asset whose time is over. One that a lesson plays stays where the lesson is not archived, and so does one that a session may play while its last token is
 * good.
 */
export async function takeExpired({ schema, query }: Scope): Promise<DueAsset | null> {
  const [row] = await query<{ tenant_id: string; asset_id: string }>(
    `with due as (
       select a.tenant_id, a.asset_id from ${schema}.assets a
       where a.delete_after <= clock_timestamp() and a.deleted_at is null
         and not exists (select from ${schema}.lessons l join ${schema}.lesson_media m
           on m.tenant_id = l.tenant_id and m.lesson_id = l.lesson_id and m.version = l.media_version
           where l.tenant_id = a.tenant_id and m.playback_id = a.playback_id and l.archived_at is null)
         and not exists (select from ${schema}.lesson_media m join ${schema}.watch_sessions s
           on s.tenant_id = m.tenant_id and s.lesson_id = m.lesson_id and s.media_version = m.version
           where m.tenant_id = a.tenant_id and m.lesson_id = a.lesson_id and m.playback_id = a.playback_id
             and s.ended_at is null
             and upper(s.windows) > extract(epoch from clock_timestamp()) * 1000)
       order by a.delete_after limit 1 for update of a skip locked
     )
     update ${schema}.assets a set state = 'deleting', delete_after = clock_timestamp() + ${RETAKE}
     from due where a.tenant_id = due.tenant_id and a.asset_id = due.asset_id
     returning a.tenant_id, a.asset_id`,
  )
  return row ? { tenantId: row.tenant_id, assetId: row.asset_id } : null
}

/**
 * Says that an asset is gone at Mux. A lesson that is archived has no video then, so that it comes back without one; where a lesson
 * came back in between, its video is lost.
 */
export async function assetDeleted({ schema, tenantId, query }: TenantScope, assetId: string): Promise<void> {
  await query(
    `update ${schema}.assets set state = 'deleted', deleted_at = coalesce(deleted_at, clock_timestamp())
     where tenant_id = $1 and asset_id = $2`,
    [tenantId, assetId],
  )
  await query(
    `with emptied as (
       update ${schema}.lessons l set media_version = null, revision = l.revision + 1
       from ${schema}.lesson_media m
       where m.tenant_id = $1 and m.asset_id = $2 and l.tenant_id = $1 and l.lesson_id = m.lesson_id
         and l.media_version = m.version and l.archived_at is not null
       returning m.lesson_id, m.version
     )
     update ${schema}.lesson_media m
     set gone_at = coalesce(m.gone_at, clock_timestamp()),
       replaced_at = case when exists (select from emptied e where e.lesson_id = m.lesson_id and e.version = m.version)
         then clock_timestamp() else m.replaced_at end
     where m.tenant_id = $1 and m.asset_id = $2 returning 1 as done`,
    [tenantId, assetId],
  )
}
