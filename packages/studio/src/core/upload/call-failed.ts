import { end, rest, takeStep, waitFor } from './take-step.js'
import type { CallFailure, UploadMoment, UploadReduction } from './upload-events.js'
import { NO_UPLOAD, type UploadState } from './upload-state.js'
import { retryWait } from './waits.js'

/** A call to the handler gave nothing: it is made again, waits for a sign-in, or ends the upload. */
export function callFailed(state: UploadState, failure: CallFailure, { random }: UploadMoment): UploadReduction {
  const { code, retryable, retryAfter, unanswered } = failure
  const { step } = state
  if (step === null) return { state, effects: [] }
  if (code === 'signed-out' || code === 'unauthenticated') {
    return { state: { ...state, signedOut: true }, effects: [{ type: 'ask-sign-in' }] }
  }
  // What was to be decided is decided again by hand; meanwhile it is watched as before.
  if (step === 'apply') return waitFor({ ...state, reason: code }, 'read', retryWait(5, 1))
  if (step === 'create' && code === 'upload_in_progress') {
    return state.mayExist ? takeStep(state, 'find') : end(state, 'failed', code)
  }
  // An upload of before that is there no more is no news.
  if (state.phase === 'checking' && code === 'upload_not_found') {
    return rest({ ...NO_UPLOAD, turn: state.turn, step }, [{ type: 'forget' }])
  }
  if (retryable || unanswered) {
    const failures = state.failures + 1
    const mayExist = state.mayExist || (step === 'create' && unanswered)
    return waitFor({ ...state, failures, mayExist }, step, retryWait(failures, random, retryAfter))
  }
  return end(state, 'failed', code)
}
