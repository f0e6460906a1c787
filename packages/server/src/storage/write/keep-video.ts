import type { TenantScope } from '../database/scope.js'

/** Lets the asset of a lesson's current video stay at Mux: it may have been on its way out, as one that was replaced or archived. */
export async function keepVideo({ schema, tenantId, query }: TenantScope, lessonId: string): Promise<void> {
  await query(
    `update ${schema}.assets a set delete_after = null
     from ${schema}.lessons l join ${schema}.lesson_media m
       on m.tenant_id = l.tenant_id and m.lesson_id = l.lesson_id and m.version = l.media_version
     where l.tenant_id = $1 and l.lesson_id = $2 and a.tenant_id = $1 and a.asset_id = m.asset_id
       and a.delete_after is not null and a.deleted_at is null and a.state <> 'deleting'`,
    [tenantId, lessonId],
  )
}
