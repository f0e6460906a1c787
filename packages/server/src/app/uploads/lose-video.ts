import type { LessonKey } from '../../core/records/lesson.js'
import { describeReason } from '../../core/supply/upload-reasons.js'
import type { Records } from '../../storage/store.js'

/**
 * Notes that Mux does not have an asset any more that a lesson plays, and says so to whoever manages it; nothing where the lesson has
 * another video or is archived. The lesson is held.
 */
export async function loseVideo({ lessons }: Records, key: LessonKey, assetId: string): Promise<void> {
  const lesson = await lessons.find(key)
  if (!lesson?.media || lesson.archived || lesson.media.assetId !== assetId) return
  const { tenantId, lessonId, media } = lesson
  if (!(await lessons.loseVideo({ tenantId, lessonId, mediaVersion: media.version }, assetId))) return
  const code = 'video_deleted'
  await lessons.writeEvent(lesson, { type: 'lesson.failed', code, message: describeReason(code) })
}
