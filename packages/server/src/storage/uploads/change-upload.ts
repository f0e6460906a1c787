import type { UploadChange, UploadRecord } from '../../core/records/upload.js'
import type { TenantScope } from '../database/scope.js'
import { happenedColumns, isoInstant, writeEvents } from '../write/write-events.js'

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
     )${writes ? `, ${statusEvent(schema)}` : ''}
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

/** SQL of the event of the row `changed`: `$10` is its type, `$11` and `$12` say why nothing came of it. */
function statusEvent(schema: string): string {
  const at = 'c.at'
  return `happened as (
       select ${happenedColumns({
         eventId: 'gen_random_uuid()',
         type: '$10',
         subject: `'lesson/' || c.lesson_id`,
         learnerId: 'null::text',
         occurredAt: at,
         data: `jsonb_build_object('lesson_id', c.lesson_id, 'course_id', c.course_id, 'at', ${isoInstant(at)})
           || case when $10 = 'lesson.ready'
             then jsonb_build_object('media_version', c.media_version, 'duration', c.duration_ms / 1000.0)
             else jsonb_build_object('code', $11::text, 'message', $12::text) end`,
       })}
       from (
         select x.lesson_id, x.media_version, l.course_id, m.duration_ms, clock_timestamp() as at
         from changed x
         join ${schema}.lessons l on l.tenant_id = $1 and l.lesson_id = x.lesson_id
         left join ${schema}.lesson_media m on m.tenant_id = $1 and m.lesson_id = x.lesson_id and m.version = x.media_version
       ) c
     ), ${writeEvents(schema)}`
}
