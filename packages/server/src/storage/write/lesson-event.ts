import type { LessonStatusEvent } from '../../core/records/upload.js'
import type { TenantScope } from '../database/scope.js'
import { happenedColumns, isoInstant, writeEvents } from './write-events.js'

/**
 * SQL of the event of a lesson whose row `changed` has `lesson_id` and `media_version`; the expressions are its type, and why nothing came
 * of it.
 */
export function lessonEvent(
  schema: string,
  { type, code, message }: { readonly type: string; readonly code: string; readonly message: string },
): string {
  const at = 'c.at'
  return `happened as (
       select ${happenedColumns({
         eventId: 'gen_random_uuid()',
         type,
         subject: `'lesson/' || c.lesson_id`,
         learnerId: 'null::text',
         occurredAt: at,
         data: `jsonb_build_object('lesson_id', c.lesson_id, 'course_id', c.course_id, 'at', ${isoInstant(at)})
           || case when ${type} = 'lesson.ready'
             then jsonb_build_object('media_version', c.media_version, 'duration', c.duration_ms / 1000.0)
             else jsonb_build_object('code', ${code}::text, 'message', ${message}::text) end`,
       })}
       from (
         select x.lesson_id, x.media_version, l.course_id, m.duration_ms, clock_timestamp() as at
         from changed x
         join ${schema}.lessons l on l.tenant_id = $1 and l.lesson_id = x.lesson_id
         left join ${schema}.lesson_media m on m.tenant_id = $1 and m.lesson_id = x.lesson_id and m.version = x.media_version
       ) c
     ), ${writeEvents(schema)}`
}

/** Writes the event of a lesson whose status has changed, in the transaction that changed it. */
export async function writeLessonEvent(
  { schema, writesEvents, tenantId, query }: TenantScope,
  lessonId: string,
  event: LessonStatusEvent,
): Promise<void> {
  if (!writesEvents) return
  const failed = event.type === 'lesson.failed' ? event : null
  await query(
    `with changed as (
       select l.lesson_id, l.media_version from ${schema}.lessons l where l.tenant_id = $1 and l.lesson_id = $2
     ), ${lessonEvent(schema, { type: '$3', code: '$4', message: '$5' })}
     select 1 as done from changed`,
    [tenantId, lessonId, event.type, failed?.code ?? null, failed?.message ?? null],
  )
}
