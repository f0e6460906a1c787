import type { UploadResource } from '@enhancedhr/protocol/management'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { Actor, AppContext } from '../app-context.js'
import { describeReason } from '../../core/supply/upload-reasons.js'
import { holdManagedUpload } from './find-upload.js'
import { decideHeld, toFacts, writeDecision } from './settle-upload.js'
import { requireUploads } from './supply-context.js'
import { toUploadResource } from './upload-resource.js'

const UNMET = { pointer: '/completion', detail: describeReason('rule_unreachable') }

/**
 * Gives a lesson the video of an upload that is held.
 *
 * 409 `upload_not_held` for any other; 422 `rule_unreachable` while the lesson's rule cannot be met with it, and `lesson_not_found` while the
 * lesson is archived.
 */
export async function applyUpload(given: AppContext, { caller }: Actor, uploadId: string): Promise<UploadResource> {
  const { store, uploads, playback } = requireUploads(given)
  const { settings } = uploads
  const key = await store.transaction(async (records) => {
    const { upload, lesson } = await holdManagedUpload(records, caller, uploadId)
    const decision = upload.state === 'held' ? decideHeld(upload, toFacts(upload, lesson, settings)) : null
    if (!decision) throw new LessonProblem('upload_not_held')
    if (decision.reason === 'lesson_archived') throw new LessonProblem('lesson_not_found')
    if (decision.reason === 'rule_unreachable') throw new LessonProblem('rule_unreachable', { errors: [UNMET] })
    await writeDecision(records, { upload, lesson, settings }, decision)
    return upload
  })
  return toUploadResource((await store.uploads.find(key))!, playback)
}
