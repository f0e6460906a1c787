import { lockResource } from '../database/resource-lock.js'
import type { Scope } from '../database/scope.js'

/** Who puts a video into which lesson. */
export interface VideoUse {
  readonly playbackId: string
  readonly tenantId: string
  readonly lessonId: string
  readonly ownerId: string
}

/**
 * Whether a video belongs to others than the owner: another tenant uses or used it, or a lesson whose course the owner does not own.
 *
 * Two owners who take a new video at once wait for each other, so that the second finds it taken. `platform` looks over all
 * tenants, in the same transaction.
 */
export async function belongsToOthers(
  platform: Scope,
  { playbackId, tenantId, lessonId, ownerId }: VideoUse,
): Promise<boolean> {
  await lockResource(platform, { kind: 'video', tenantId: null, id: playbackId })
  const [row] = await platform.query<{ taken: boolean }>(
    `select exists (
       select from ${platform.schema}.lesson_media m
       where m.playback_id = $1 and (m.tenant_id, m.lesson_id) <> ($2, $3)
         and (m.tenant_id <> $2 or not exists (
           select from ${platform.schema}.lessons l join ${platform.schema}.course_owners o
             on o.tenant_id = l.tenant_id and o.course_id = l.course_id and o.owner_id = $4
           where l.tenant_id = m.tenant_id and l.lesson_id = m.lesson_id))) as taken`,
    [playbackId, tenantId, lessonId, ownerId],
  )
  return row!.taken
}
