import type { CallFailure, UploadView } from '../core/upload/upload-events.js'
import type { FileFacts } from '../core/upload/upload-state.js'

/** What a call came to. */
export type CallResult<T> =
  { readonly kind: 'answer'; readonly value: T } | { readonly kind: 'failed'; readonly failure: CallFailure }

/** How an upload is asked for. */
export interface UploadRequest {
  readonly lessonId: string
  readonly file: FileFacts
  readonly language: string | null
  readonly captions: string | null
  readonly credit: string | null
}

/** Asks the handler about uploads. */
export interface UploadApi {
  create(
    request: UploadRequest,
  ): Promise<CallResult<{ readonly upload: UploadView; readonly pieceLimit: number | null }>>
  read(uploadId: string): Promise<CallResult<UploadView>>
  /** The open upload of this very file, as far as its name and size say; `null`: there is no such. */
  find(lessonId: string, file: FileFacts): Promise<CallResult<UploadView | null>>
  /** Cancels every open upload of a lesson. */
  clear(lessonId: string): Promise<CallResult<null>>
  cancel(uploadId: string): Promise<CallResult<UploadView>>
  apply(uploadId: string, credit: string): Promise<CallResult<UploadView>>
}
