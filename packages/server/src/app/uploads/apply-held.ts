import type { LessonRecord } from '../../core/records/lesson.js'
import type { UploadSettings } from '../../core/supply/upload-settings.js'
import type { Records } from '../../storage/store.js'
import { decideHeld, toFacts, writeDecision } from './settle-upload.js'

/** Gives a lesson that was changed the video that waited for the change, where nothing is in its way any more. */
export async function applyHeld(records: Records, lesson: LessonRecord, settings: UploadSettings): Promise<void> {
  const upload = await records.uploads.findHeld(lesson)
  if (!upload) return
  const decision = decideHeld(upload, toFacts(upload, lesson, settings))
  if (decision?.video) await writeDecision(records, { upload, lesson, settings }, decision)
}
