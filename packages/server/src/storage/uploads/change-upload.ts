import type { UploadChange, UploadRecord } from '../../core/records/upload.js'
import type { TenantScope } from '../database/scope.js'
import { lessonEvent } from '../write/lesson-event.js'

/**
 * Writes what became of an upload, with its outgoing event: the event is there exactly if the row was changed.
 *
 * The row is held since it was read, so that a state is never written twice.
 */
export async function changeUpload(
  { schema, writesEvents, tenantId, query }: TenantScope,
  { uploadId, ...before }: UploadRecord,
  { state, reason = before.reason, muxUploadId, timeout, assetId, mediaVersion, event }: UploadChange,
): Promise<void> {
  const writes = writesEvents && event !== undefined
  const failed = event?.type === 'lesson.failed' ? event : null
  await query(
    `with changed as (
       update ${schema}.uploads u
       set state = $3, reason = $4, mux_upload_id = coalesce($5, u.mux_upload_id), asset_id = coalesce($7, u.asset_id),
         expires_at = coalesce(clock_timestamp() + $6::float8 * interval '1 second', u.expires_at),
         media_version = coalesce($8::int4, u.media_version), checked_at = clock_timestamp(), checks = 0,
         revision = u.revision + 1
       where u.tenant_id = $1 and u.upload_id = $2::uuid and u.state = $9
       returning u.lesson_id, u.media_version
     )${writes ? `, ${lessonEvent(schema, { type: '$10', code: '$11', message: '$12' })}` : ''}
     select 1 as done from changed`,
    [
      tenantId,
      uploadId,
      state,
      reason,
      muxUploadId ?? null,
      timeout ?? null,
      assetId ?? null,
      mediaVersion ?? null,
      before.state,
      ...(writes ? [event.type, failed?.code ?? null, failed?.message ?? null] : []),
    ],
  )
}
