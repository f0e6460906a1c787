import type { UploadList, uploadQuerySchema, UploadResource } from '@enhancedhr/protocol/management'
import type * as z from 'zod/mini'
import type { UploadRecord } from '../../core/records/upload.js'
import { findManagedLesson } from '../access/find-lesson.js'
import { requireManager } from '../access/require-role.js'
import type { Actor, AppContext } from '../app-context.js'
import { readCursor, toPage, toPageSize } from '../cursor.js'
import { describeError } from '../logger.js'
import { findManagedUpload, isUploadId } from './find-upload.js'
import { requireUploads, type SupplyContext } from './supply-context.js'
import { toUploadResource } from './upload-resource.js'

/** An upload; whoever made it is given the address for the file again while Mux waits for it. */
export async function readUpload(given: AppContext, { caller }: Actor, uploadId: string): Promise<UploadResource> {
  const app = requireUploads(given)
  const { upload } = await findManagedUpload(app.store, caller, uploadId)
  const isMaker = upload.createdBy === caller.learnerId
  return toUploadResource(upload, given.playback, isMaker ? await readUrl(app, upload) : null)
}

/** The uploads of a lesson, the newest first. */
export async function listUploads(
  given: AppContext,
  { caller }: Actor,
  { lesson_id: id, limit, cursor }: z.output<typeof uploadQuerySchema>,
): Promise<UploadList> {
  const { store, playback } = requireUploads(given)
  requireManager(caller)
  const { lesson } = await findManagedLesson(store, caller, id)
  const size = toPageSize(limit)
  const after = cursor === undefined ? null : readCursor(cursor, isUploadId)
  const found = await store.uploads.list({
    tenantId: caller.tenantId,
    lessonId: lesson.lessonId,
    after,
    limit: size + 1,
  })
  const { items, nextCursor } = toPage(found, size, ({ uploadId }) => uploadId)
  return { items: await Promise.all(items.map((item) => toUploadResource(item, playback))), next_cursor: nextCursor }
}

/** Reads the address from Mux; it is kept nowhere else. Without an answer of Mux the upload is shown all the same. */
async function readUrl(app: SupplyContext, { state, muxUploadId }: UploadRecord): Promise<string | null> {
  if (state !== 'waiting' || muxUploadId === null) return null
  try {
    const found = await app.uploads.mux.findUpload(muxUploadId)
    return found?.status === 'waiting' ? found.url : null
  } catch (error) {
    app.logger.warn('The address of an upload could not be read.', describeError(error))
    return null
  }
}
