import { secondsLeft } from '../core/upload/pieces.js'
import type { UploadState } from '../core/upload/upload-state.js'
import type { Clock } from '../ports/clock.js'
import { dispatchHostEvent } from './dispatch-host-event.js'

/** Progress is reported at most this often (four times a second). */
const PROGRESS_MS = 250

/** Reports to the page what becomes of an upload. */
export function createUploadEvents(
  element: EventTarget,
  lessonId: string,
  clock: Clock,
): (before: UploadState, after: UploadState) => void {
  let reportedAt = -Infinity
  return (before, after) => {
    const { phase, uploadId, reason, file, sent, refusal, video } = after
    const isMoved = sent !== before.sent && file !== null
    if (isMoved && (phase !== before.phase || clock.monotonic() - reportedAt >= PROGRESS_MS)) {
      reportedAt = clock.monotonic()
      dispatchHostEvent(element, 'ehr-upload-progress', { sent, total: file.size, secondsLeft: secondsLeft(after) })
    }
    if (phase !== before.phase) dispatchHostEvent(element, 'ehr-upload-state', { state: phase, uploadId, reason })
    if (phase === 'ready' && before.phase !== 'ready') {
      const { mediaVersion = null, duration = null } = video ?? {}
      dispatchHostEvent(element, 'ehr-upload-ready', { lessonId, mediaVersion, duration })
    }
    if (phase === 'failed' && before.phase !== 'failed') {
      dispatchHostEvent(element, 'ehr-error', {
        code: reason ?? 'processing_failed',
        retryable: false,
        message: 'The upload came to nothing.',
      })
    }
    if (refusal && refusal !== before.refusal) {
      const message = `The chosen file was not taken (${refusal.code}).`
      dispatchHostEvent(element, 'ehr-error', { code: 'upload_not_accepted', retryable: false, message })
    }
  }
}
