import { afterPiece } from './pieces.js'
import { rest, takeStep, waitFor } from './take-step.js'
import type { UploadEvent, UploadMoment, UploadReduction } from './upload-events.js'
import type { UploadState } from './upload-state.js'
import { retryWait } from './waits.js'

/** Takes up what the receiver of the file said, to a piece or to the question how much it has. */
export function afterTransfer(
  state: UploadState,
  { answer, took }: Extract<UploadEvent, { readonly type: 'transferred' }>,
  { now, random, online }: UploadMoment,
): UploadReduction {
  const size = state.file?.size ?? 0
  switch (answer.kind) {
    case 'complete':
      return takeStep({ ...state, phase: 'processing', sent: size, failures: 0, polls: 0 }, 'read')
    case 'received': {
      // Somebody else's bytes: more than the file has.
      if (answer.bytes > size) return takeStep({ ...state, hasFile: false }, 'read')
      const arrived = state.step === 'send' ? afterPiece(state, answer.bytes, took) : { ...state, sent: answer.bytes }
      if (!state.hasFile) return rest({ ...arrived, phase: 'paused' })
      return takeStep({ ...arrived, phase: 'uploading', failures: 0 }, 'send')
    }
    case 'gone':
      return takeStep({ ...state, phase: 'uploading', url: null }, 'read')
    case 'unreadable':
      return rest({ ...state, phase: 'paused', hasFile: false, refusal: { code: 'unreadable' } })
    case 'lost': {
      if (!state.hasFile) return rest({ ...state, phase: 'paused' })
      const failures = state.failures + 1
      const phase = answer.status === null ? 'offline' : 'uploading'
      // What does not come back in time is a question for the handler, which knows how the upload ended.
      if (state.expiresAt !== null && now >= state.expiresAt) return takeStep({ ...state, failures }, 'read')
      if (!online) return waitFor({ ...state, failures, phase: 'offline' }, 'ask', retryWait(failures, 1))
      return waitFor({ ...state, failures, phase }, 'ask', retryWait(failures, random))
    }
  }
}
