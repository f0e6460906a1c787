import type { AssetRecord, UploadRecord } from '../../core/records/upload.js'
import type { AssetState } from '../../core/supply/asset-state.js'
import type { UploadState } from '../../core/supply/upload-state.js'
import { epochMs } from '../rows/epoch-ms.js'

/** Seconds after which an upload that Mux has not answered is given up. */
const ABANDONED_SECONDS = 120
/** Seconds by which the clocks of Mux and of the database may differ. */
const OVERDUE_SECONDS = 60

/** An upload as {@link uploadColumns} gives it. */
export interface UploadRow {
  readonly [column: string]: unknown
  readonly tenant_id: string
  readonly upload_id: string
  readonly lesson_id: string
  readonly mux_upload_id: string | null
  readonly created_by: string
  readonly state: UploadState
  readonly reason: string | null
  readonly file_name: string
  readonly file_size: number
  readonly file_type: string
  readonly language: string
  readonly captions: 'auto' | 'none'
  readonly asset_id: string | null
  readonly media_version: number | null
  readonly created_at: number
  readonly expires_at: number | null
  readonly is_overdue: boolean
  readonly is_abandoned: boolean
  readonly asset: AssetRow | null
}

/** An asset as {@link assetJson} gives it. */
export interface AssetRow {
  readonly asset_id: string
  readonly playback_id: string | null
  readonly state: AssetState
  readonly duration_ms: number | null
  readonly aspect_ratio: string | null
  readonly error: string | null
}

/** SQL of an upload `u` with its asset. */
export function uploadColumns(schema: string): string {
  return `u.tenant_id, u.upload_id::text as upload_id, u.lesson_id, u.mux_upload_id, u.created_by, u.state, u.reason, u.file_name,
    u.file_size::float8 as file_size, u.file_type, u.language, u.captions, u.asset_id, u.media_version,
    ${epochMs('u.created_at')}::float8 as created_at, ${epochMs('u.expires_at')}::float8 as expires_at,
    coalesce(u.expires_at + interval '${OVERDUE_SECONDS.toString()} seconds' < clock_timestamp(), false) as is_overdue,
    u.mux_upload_id is null
      and u.created_at + interval '${ABANDONED_SECONDS.toString()} seconds' < clock_timestamp() as is_abandoned,
    (select ${assetJson('a')} from ${schema}.assets a
      where a.tenant_id = u.tenant_id and a.asset_id = u.asset_id) as asset`
}

/** SQL of an asset as one jsonb value. */
export function assetJson(asset: string): string {
  const columns = ['asset_id', 'playback_id', 'state', 'duration_ms', 'aspect_ratio', 'error']
  return `jsonb_build_object(${columns.map((column) => `'${column}', ${asset}.${column}`).join(', ')})`
}

export function toUploadRecord(row: UploadRow): UploadRecord {
  return {
    tenantId: row.tenant_id,
    uploadId: row.upload_id,
    lessonId: row.lesson_id,
    muxUploadId: row.mux_upload_id,
    createdBy: row.created_by,
    state: row.state,
    reason: row.reason,
    file: { name: row.file_name, size: row.file_size, type: row.file_type },
    language: row.language,
    captions: row.captions,
    assetId: row.asset_id,
    mediaVersion: row.media_version,
    createdAt: new Date(row.created_at),
    expiresAt: row.expires_at === null ? null : new Date(row.expires_at),
    isOverdue: row.is_overdue,
    isAbandoned: row.is_abandoned,
    asset: row.asset && toAssetRecord(row.asset),
  }
}

export function toAssetRecord(row: AssetRow): AssetRecord {
  return {
    assetId: row.asset_id,
    playbackId: row.playback_id,
    state: row.state,
    duration: row.duration_ms,
    aspectRatio: row.aspect_ratio,
    error: row.error,
  }
}
