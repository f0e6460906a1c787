import type { LessonRecord } from '../../core/records/lesson.js'
import { isOpenTrack } from '../../core/supply/track-state.js'
import { describeReason } from '../../core/supply/upload-reasons.js'
import type { Records } from '../../storage/store.js'
import { lessonStatus, type StatusRules } from '../lessons/lesson-resource.js'

/**
 * Writes the outgoing event of what text, or a reason to do without, has changed of a lesson's status, in the transaction that changed
 * it: that it is ready now, or that it has no captions and none will come.
 *
 * `before`: the lesson as it was; `isNew`: whether its video has only just come.
 */
export async function announceStatus(
  records: Records,
  rules: StatusRules,
  before: LessonRecord,
  { isNew = false }: { readonly isNew?: boolean } = {},
): Promise<void> {
  if (!rules.requiresCaptions) return
  const lesson = (await records.lessons.find(before))!
  const [was, is] = [isNew ? null : lessonStatus(before, rules), lessonStatus(lesson, rules)]
  if (is === was && !isWaiting(is)) return
  if (is === 'ready' && was !== 'ready') return records.lessons.writeEvent(lesson, { type: 'lesson.ready' })
  if (is !== 'needs_captions' || (await mayStillCome(records, lesson))) return
  const code = 'captions_missing'
  await records.lessons.writeEvent(lesson, { type: 'lesson.failed', code, message: describeReason(code) })
}

function isWaiting(status: string): boolean {
  return status === 'needs_captions'
}

async function mayStillCome({ tracks }: Records, { tenantId, lessonId, media }: LessonRecord): Promise<boolean> {
  const known = await tracks.list({ tenantId, lessonId, mediaVersion: media!.version })
  return known.some(({ state }) => isOpenTrack(state))
}
