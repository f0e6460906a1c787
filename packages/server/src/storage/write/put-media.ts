import type { TenantScope } from '../database/scope.js'

/** The video that a lesson shall have; what is `undefined` stays. */
export interface LessonVideo {
  readonly lessonId: string
  /** `null` takes the video away. */
  readonly playbackId: string | null | undefined
  /** Milliseconds. */
  readonly duration: number | null | undefined
  readonly assetId?: string | null
}

/**
 * Gives a lesson its video; another playback ID than the current one is a new version. Answers the current version.
 *
 * Whoever calls it holds the lesson's row, so two calls never make the same version.
 */
export async function putMedia(
  { schema, tenantId, query }: TenantScope,
  { lessonId, playbackId, duration, assetId }: LessonVideo,
): Promise<number | null> {
  const key = [tenantId, lessonId]
  const [latest] = await query<{ version: number; playback_id: string; current: number | null }>(
    `select m.version, m.playback_id, l.media_version as current from ${schema}.lesson_media m
       join ${schema}.lessons l on l.tenant_id = m.tenant_id and l.lesson_id = m.lesson_id
       where m.tenant_id = $1 and m.lesson_id = $2 order by m.version desc limit 1`,
    key,
  )
  const current = latest?.current ?? null
  const wanted = playbackId === undefined ? (current === null ? null : latest!.playback_id) : playbackId
  const version = latest?.playback_id === wanted ? latest.version : (latest?.version ?? 0) + 1
  if (wanted !== null) {
    await query(
      `insert into ${schema}.lesson_media (tenant_id, lesson_id, version, playback_id, duration_ms, asset_id)
         select $1, $2, $3::int4, $4, coalesce($5::int4, a.duration_ms), coalesce($6, a.asset_id)
         from (values (1)) one left join lateral (
           select known.asset_id, known.duration_ms from ${schema}.assets known
           where known.tenant_id = $1 and known.playback_id = $4 limit 1) a on true
         on conflict (tenant_id, lesson_id, version) do update
         set duration_ms = coalesce($5::int4, lesson_media.duration_ms), asset_id = coalesce(excluded.asset_id, lesson_media.asset_id),
           observed_ms = null, replaced_at = null`,
      [...key, version, wanted, duration ?? null, assetId ?? null],
    )
  }
  await query(
    `update ${schema}.lesson_media set replaced_at = clock_timestamp()
       where tenant_id = $1 and lesson_id = $2 and replaced_at is null and version is distinct from $3::int4`,
    [...key, wanted === null ? null : version],
  )
  await query(`update ${schema}.lessons set media_version = $3::int4 where tenant_id = $1 and lesson_id = $2`, [
    ...key,
    wanted === null ? null : version,
  ])
  return wanted === null ? null : version
}
