import type { ResourceCall, ResourceClient, ResourceResult } from '@enhancedhr/element-kit'
import type { Expected } from '@enhancedhr/protocol/answers'
import type { CallFailure, UploadView } from '../core/upload/upload-events.js'
import type { CallResult, UploadApi } from '../ports/api.js'
import { isOfFile, isUpload, isUploadList, pieceLimitOf, toUploadView } from './read-upload.js'

const OPEN: ReadonlySet<string> = new Set(['creating', 'waiting', 'processing'])

/** Speaks of uploads with the handler. */
export function createUploadApi(client: ResourceClient): UploadApi {
  async function ask<T, V>(call: ResourceCall, expected: Expected<T>, take: (body: T) => V): Promise<CallResult<V>> {
    const result = await client.call(call, expected)
    if (result.kind === 'answer') return { kind: 'answer', value: take(result.body) }
    return { kind: 'failed', failure: toFailure(result) }
  }
  const pathOf = (uploadId: string): string => `/v1/uploads/${encodeURIComponent(uploadId)}`
  const read = (uploadId: string) => ask({ method: 'GET', path: pathOf(uploadId) }, isUpload, toUploadView)
  const cancel = (uploadId: string) => ask({ method: 'DELETE', path: pathOf(uploadId) }, isUpload, toUploadView)
  const listOpen = (lessonId: string) =>
    ask({ method: 'GET', path: `/v1/uploads?lesson_id=${encodeURIComponent(lessonId)}` }, isUploadList, ({ items }) =>
      items.filter(({ state }) => OPEN.has(state)),
    )

  return {
    create({ lessonId, file: { name, size, type }, language, captions, credit }) {
      const body = {
        lesson_id: lessonId,
        file: { name, size, type },
        ...(language !== null && { language }),
        ...(captions !== null && { captions }),
        ...(credit !== null && { credit }),
      }
      return ask({ method: 'POST', path: '/v1/uploads', body }, isUpload, (answer) => ({
        upload: toUploadView(answer),
        pieceLimit: pieceLimitOf(answer),
      }))
    },
    read,
    async find(lessonId, file) {
      const listed = await listOpen(lessonId)
      if (listed.kind === 'failed') return listed
      const ours = listed.value.find((upload) => upload.state === 'waiting' && isOfFile(upload, file))
      if (!ours) return { kind: 'answer', value: null }
      // Where the file goes is said of one upload alone, to whoever made it.
      const found = await read(ours.upload_id)
      if (found.kind === 'failed') return found
      return { kind: 'answer', value: found.value.url === null ? null : found.value }
    },
    async clear(lessonId) {
      const listed = await listOpen(lessonId)
      if (listed.kind === 'failed') return listed
      for (const { upload_id: uploadId } of listed.value) {
        const cancelled = await cancel(uploadId)
        // It may have ended meanwhile.
        if (cancelled.kind === 'failed' && cancelled.failure.code !== 'upload_final') return cancelled
      }
      return { kind: 'answer', value: null }
    },
    cancel,
    apply: (uploadId, credit): Promise<CallResult<UploadView>> =>
      ask({ method: 'POST', path: `${pathOf(uploadId)}/apply`, body: { credit } }, isUpload, toUploadView),
  }
}

/** What the reducers need to know of a call that gave nothing. */
export function toFailure(result: Exclude<ResourceResult<unknown>, { readonly kind: 'answer' }>): CallFailure {
  if (result.kind === 'problem') {
    const { code, retryable, retryAfter, errors } = result
    return { code, retryable, retryAfter, unanswered: false, details: errors.map(({ detail }) => detail) }
  }
  const isUnanswered = result.kind === 'unreachable'
  const retryAfter = isUnanswered ? (result.retryAfter ?? null) : null
  return { code: result.kind, retryable: isUnanswered, retryAfter, unanswered: isUnanswered }
}
