import { isObject } from '@enhancedhr/protocol/answers'
import type { UploadView } from '../core/upload/upload-events.js'

/** An upload as the wire has it, as far as the studio looks at it. */
export interface UploadAnswer {
  readonly upload_id: string
  readonly state: string
  readonly [name: string]: unknown
}

export const isUpload = (body: unknown): body is UploadAnswer =>
  isObject(body) && typeof body['upload_id'] === 'string' && typeof body['state'] === 'string'

export const isUploadList = (body: unknown): body is { readonly items: readonly UploadAnswer[] } =>
  isObject(body) && Array.isArray(body['items']) && body['items'].every(isUpload)

/** Takes from the wire what is known of an upload; what has another type than expected is not there. */
export function toUploadView(body: UploadAnswer): UploadView {
  const expires = Date.parse(text(body['expires_at']) ?? '')
  return {
    uploadId: body.upload_id,
    state: body.state,
    reason: text(body['reason']),
    mediaVersion: number(body['media_version']),
    duration: number(body['duration']),
    poster: text(body['poster']),
    expiresAt: Number.isNaN(expires) ? null : expires,
    url: text(body['url']),
  }
}

/** The largest piece that may be sent, where the wire says so. */
export function pieceLimitOf(body: UploadAnswer): number | null {
  const size = number(body['chunk_size'])
  return size !== null && size > 0 ? size : null
}

export function isOfFile(
  body: UploadAnswer,
  { name, size }: { readonly name: string; readonly size: number },
): boolean {
  const { file } = body
  return isObject(file) && file['name'] === name && file['size'] === size
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
const number = (value: unknown): number | null => (typeof value === 'number' ? value : null)
