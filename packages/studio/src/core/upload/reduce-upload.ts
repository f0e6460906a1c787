import { checkFile, isSameFile } from './check-file.js'
import { followUpload } from './follow-upload.js'
import { afterTransfer } from './after-transfer.js'
import { callFailed } from './call-failed.js'
import { end, rest, takeStep } from './take-step.js'
import type { HandEvent, UploadEvent, UploadMoment, UploadReduction } from './upload-events.js'
import { isEnd, NO_UPLOAD, takesFile, type UploadState } from './upload-state.js'

type EventOf<Type extends UploadEvent['type']> = Extract<UploadEvent, { readonly type: Type }>

/**
 * What an upload becomes by an event, and what has to be done.
 *
 * A file is examined, the upload is made, and pieces are sent one after the other. After any failure the receiver is first asked how much it
 * has, and its word counts. When it has all, the handler is asked until it says how the upload ended. An answer to anything but the last step
 * is late and changes nothing, except that an upload nobody wants any more is cancelled.
 */
export function reduceUpload(state: UploadState, event: UploadEvent, moment: UploadMoment): UploadReduction {
  if ('turn' in event && event.turn !== state.turn) return late(state, event)
  switch (event.type) {
    case 'kept':
      return kept(state, event)
    case 'chosen':
      return chosen(state, event)
    case 'examined':
      return examined(state, event)
    case 'created':
      return created(state, event)
    case 'not-found':
      return end(state, 'failed', 'upload_in_progress')
    case 'cleared':
      return takeStep({ ...state, uploadId: null, mayExist: false }, 'create')
    case 'read':
      return followUpload(state, event.upload)
    case 'call-failed':
      return callFailed(state, event.failure, moment)
    case 'transferred':
      return afterTransfer(state, event, moment)
    case 'due':
      return state.step === null || state.step === 'apply' ? { state, effects: [] } : takeStep(state, state.step)
    case 'apply':
      return apply(state, event)
    default:
      return byHand(state, event.type)
  }
}

const same = (state: UploadState): UploadReduction => ({ state, effects: [] })

/** An upload that was made after it was cancelled would keep the lesson from having another one. */
function late(state: UploadState, event: UploadEvent): UploadReduction {
  const isUnwanted = event.type === 'created' && event.upload.uploadId !== state.uploadId
  return { state, effects: isUnwanted ? [{ type: 'cancel', uploadId: event.upload.uploadId }] : [] }
}

function kept(state: UploadState, { upload: { uploadId, file } }: EventOf<'kept'>): UploadReduction {
  if (state.phase !== 'idle') return same(state)
  return takeStep({ ...state, phase: 'checking', uploadId, file, hasFile: false }, 'read')
}

function chosen(state: UploadState, { file, rules }: EventOf<'chosen'>): UploadReduction {
  if (!takesFile(state)) return same(state)
  const refusal = checkFile(file, rules)
  if (refusal) return same({ ...state, refusal })
  const known = { ...file, digest: '' }
  if (state.phase === 'paused') {
    // Looked at before it is read: most other files differ by their size.
    if (file.size !== state.file?.size) return same({ ...state, refusal: { code: 'other_file' } })
    return takeStep({ ...state, phase: 'checking', refusal: null, chosen: known }, 'examine')
  }
  const fresh = { ...NO_UPLOAD, turn: state.turn, phase: 'checking', hasFile: true, chosen: known } as const
  return takeStep(fresh, 'examine', [{ type: 'stop' }])
}

function examined(state: UploadState, { digest }: EventOf<'examined'>): UploadReduction {
  const { chosen: file, uploadId } = state
  if (!file) return same(state)
  const isResumed = uploadId !== null && state.file !== null
  const before = { ...state, chosen: null, phase: isResumed ? 'paused' : 'idle' } as const
  if (digest === null) return rest({ ...before, hasFile: false, refusal: { code: 'unreadable' } })
  const known = { ...file, digest }
  if (!isResumed) return takeStep({ ...before, phase: 'creating', file: known, hasFile: true }, 'create')
  if (!isSameFile(known, state.file)) return rest({ ...before, refusal: { code: 'other_file' } })
  const going = { ...before, phase: 'uploading', hasFile: true, refusal: null } as const
  return takeStep(going, state.url === null ? 'read' : 'ask')
}

function created(state: UploadState, { upload, pieceLimit }: EventOf<'created'>): UploadReduction {
  const { uploadId, url, expiresAt } = upload
  const going: UploadState = {
    ...state,
    ...{ phase: 'uploading', uploadId, url, expiresAt, failures: 0, mayExist: false },
    pieceLimit: pieceLimit ?? state.pieceLimit,
  }
  // One that was made without our hearing of it may have been begun elsewhere.
  const isFound = state.step === 'find'
  return takeStep(going, isFound ? 'ask' : 'send', [{ type: 'keep', upload: { uploadId, file: state.file! } }])
}

function apply(state: UploadState, { credit }: EventOf<'apply'>): UploadReduction {
  if (state.phase !== 'held') return same(state)
  const turn = state.turn + 1
  return {
    state: { ...state, step: 'apply', turn, signedOut: false },
    effects: [{ type: 'stop' }, { type: 'step', step: 'apply', turn, credit }],
  }
}

function byHand(state: UploadState, type: HandEvent): UploadReduction {
  const { phase, step, uploadId } = state
  switch (type) {
    case 'pause':
      return phase === 'uploading' || phase === 'offline' ? rest({ ...state, phase: 'paused' }) : same(state)
    case 'resume':
      if (phase === 'offline') return takeStep(state, 'ask', [{ type: 'stop' }])
      if (phase !== 'paused' || !state.hasFile) return same(state)
      return takeStep({ ...state, phase: 'uploading', failures: 0 }, state.url === null ? 'read' : 'ask')
    case 'offline':
      return phase === 'uploading' ? rest({ ...state, phase: 'offline' }) : same(state)
    case 'online':
      return phase === 'offline' ? takeStep(state, 'ask', [{ type: 'stop' }]) : same(state)
    case 'signed-in':
      return state.signedOut && step !== null && step !== 'apply' ? takeStep(state, step) : same(state)
    case 'replace':
      if (phase !== 'failed' || state.reason !== 'upload_in_progress' || !state.hasFile) return same(state)
      return takeStep({ ...state, phase: 'creating', reason: null }, 'clear')
    case 'cancel': {
      if (phase === 'idle' || isEnd(phase)) return same(state)
      const cancelled = end(state, 'cancelled', null)
      if (uploadId === null) return cancelled
      return { ...cancelled, effects: [...cancelled.effects, { type: 'cancel', uploadId }] }
    }
    case 'reset':
      return isEnd(phase) || phase === 'held' ? rest({ ...NO_UPLOAD, turn: state.turn, step }) : same(state)
  }
}
