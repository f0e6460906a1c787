import { end, takeStep, waitFor } from './take-step.js'
import type { UploadReduction, UploadView } from './upload-events.js'
import type { UploadState } from './upload-state.js'
import { pollWait } from './waits.js'

/** Something that is held is decided by people, so it is asked about seldom (30 s). */
const HELD_MS = 30_000

/** Takes up what the handler says of the upload. */
export function followUpload(state: UploadState, upload: UploadView): UploadReduction {
  const { reason, mediaVersion, duration, poster } = upload
  const video = { mediaVersion, duration, poster }
  const known = { ...state, failures: 0, video, reason }
  switch (upload.state) {
    case 'ready':
      return end({ ...known, sent: state.file?.size ?? 0 }, 'ready', null)
    case 'held':
      return waitFor({ ...known, phase: 'held' }, 'read', HELD_MS)
    case 'failed':
      return end(known, 'failed', reason ?? 'processing_failed')
    case 'cancelled':
    case 'superseded':
      return end(known, 'cancelled', upload.state === 'superseded' ? 'superseded' : reason)
    case 'timed_out':
      return end(known, 'timed-out', reason)
    case 'waiting':
      return waiting(state, upload)
    default:
      return askAgain({ ...state, phase: 'processing', video: null })
  }
}

/** The file is not there yet, or nobody at the handler knows that it is. */
function waiting(state: UploadState, { url, expiresAt }: UploadView): UploadReduction {
  const isAllSent = state.file !== null && state.sent >= state.file.size
  // Without an address Mux does not wait any more: it has the file, and the handler learns of it soon.
  if (url === null || isAllSent) return askAgain({ ...state, phase: 'processing' })
  const known = { ...state, url, expiresAt, polls: 0 }
  if (state.hasFile) return takeStep({ ...known, phase: 'uploading' }, 'ask')
  // After a reload: how much is there is asked, so that the page can show it.
  return takeStep({ ...known, phase: 'paused' }, 'ask')
}

function askAgain(state: UploadState): UploadReduction {
  return waitFor({ ...state, polls: state.polls + 1, failures: 0 }, 'read', pollWait(state.polls))
}
