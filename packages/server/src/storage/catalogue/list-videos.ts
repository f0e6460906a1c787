import type { Scope } from '../database/scope.js'
import type { CurrentVideo } from './lessons.js'

/** A page of current videos whose asset is known, of all tenants; see `Lessons`. */
export async function listVideos(
  { schema, query }: Scope,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): Promise<readonly CurrentVideo[]> {
  const rows = await query<{ tenant_id: string; lesson_id: string; version: number; asset_id: string }>(
    `select m.tenant_id, m.lesson_id, m.version, m.asset_id from ${schema}.lesson_media m
     join ${schema}.lessons l on l.tenant_id = m.tenant_id and l.lesson_id = m.lesson_id and l.media_version = m.version
     where m.asset_id is not null and m.gone_at is null and l.archived_at is null
       and ($1::text is null or (m.asset_id, m.tenant_id, m.lesson_id) > (
         select x ->> 0, x ->> 1, x ->> 2 from (select $1::jsonb as x) given))
     order by m.asset_id, m.tenant_id, m.lesson_id limit $2::int4`,
    [after, limit],
  )
  return rows.map((row) => ({
    ...{ tenantId: row.tenant_id, lessonId: row.lesson_id },
    ...{ mediaVersion: row.version, assetId: row.asset_id },
  }))
}
