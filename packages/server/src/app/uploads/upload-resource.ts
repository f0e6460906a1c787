import { toSeconds } from '@enhancedhr/protocol'
import type { UploadResource } from '@enhancedhr/protocol/management'
import type { UploadRecord } from '../../core/records/upload.js'
import { describeReason } from '../../core/supply/upload-reasons.js'
import type { SignsPlayback } from '../app-context.js'

/** Writes an upload as those who manage its lesson see it; `url` is where its file goes, for whoever made it. */
export async function toUploadResource(
  upload: UploadRecord,
  playback: SignsPlayback,
  url: string | null = null,
): Promise<UploadResource> {
  const { asset, state } = upload
  const hasStill = (state === 'ready' || state === 'held') && asset?.state === 'ready' && asset.playbackId !== null
  return {
    upload_id: upload.uploadId,
    lesson_id: upload.lessonId,
    state,
    reason: upload.reason,
    message: upload.reason === null ? null : describeReason(upload.reason),
    file: { ...upload.file },
    media_version: upload.mediaVersion,
    duration: asset?.duration == null ? null : toSeconds(asset.duration),
    poster: hasStill ? await playback.poster(asset.playbackId) : null,
    created_at: upload.createdAt.toISOString(),
    expires_at: upload.expiresAt?.toISOString() ?? null,
    ...(url !== null && { url }),
  }
}
