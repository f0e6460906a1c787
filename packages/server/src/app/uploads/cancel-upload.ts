import type { UploadResource } from '@enhancedhr/protocol/management'
import type { UploadRecord } from '../../core/records/upload.js'
import { isFinal } from '../../core/supply/upload-state.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { Actor, AppContext } from '../app-context.js'
import { describeError } from '../logger.js'
import { holdManagedUpload } from './find-upload.js'
import { writeDecision } from './settle-upload.js'
import { requireUploads, type SupplyContext } from './supply-context.js'
import { toUploadResource } from './upload-resource.js'

/**
 * Cancels an upload: nothing will come of it, whatever Mux goes on to do. What Mux has of it is deleted.
 *
 * Once more changes nothing. One that ended another way is 409 `upload_final`.
 */
export async function cancelUpload(given: AppContext, { caller }: Actor, uploadId: string): Promise<UploadResource> {
  const app = requireUploads(given)
  const { settings } = app.uploads
  const before = await app.store.transaction(async (records) => {
    const { upload, lesson } = await holdManagedUpload(records, caller, uploadId)
    if (upload.state === 'cancelled') return upload
    if (isFinal(upload.state)) throw new LessonProblem('upload_final')
    await writeDecision(records, { upload, lesson, settings }, { state: 'cancelled', reason: null, video: null })
    return upload
  })
  if (before.state === 'waiting') await cancelAtMux(app, before)
  return toUploadResource((await app.store.uploads.find(before))!, given.playback)
}

/** So that the address takes no file any more. Where Mux does not answer it ends by itself, and what came is deleted. */
async function cancelAtMux({ uploads: { mux }, logger }: SupplyContext, { muxUploadId }: UploadRecord): Promise<void> {
  if (muxUploadId === null) return
  await mux
    .cancelUpload(muxUploadId)
    .catch((error: unknown) => logger.warn('An upload could not be cancelled at Mux.', describeError(error)))
}
