import type { UploadEffect, UploadReduction } from './upload-events.js'
import { nextPiece } from './pieces.js'
import { type UploadPhase, type UploadState, type UploadStep } from './upload-state.js'

type PlainStep = Exclude<UploadStep, 'apply'>

/** Does a step now. */
export function takeStep(state: UploadState, step: PlainStep, first: readonly UploadEffect[] = []): UploadReduction {
  const turn = state.turn + 1
  const effect: UploadEffect =
    step === 'send' ? { type: 'step', step, turn, ...nextPiece(state) } : { type: 'step', step, turn }
  return { state: { ...state, step, turn, signedOut: false }, effects: [...first, effect] }
}

/** Does a step after so many milliseconds. */
export function waitFor(state: UploadState, step: PlainStep, milliseconds: number): UploadReduction {
  const turn = state.turn + 1
  return { state: { ...state, step, turn, signedOut: false }, effects: [{ type: 'wait', turn, milliseconds }] }
}

/** Nothing is under way any more. */
export function rest(state: UploadState, effects: readonly UploadEffect[] = []): UploadReduction {
  const isBusy = state.step !== null
  return {
    state: { ...state, step: null, turn: state.turn + 1, signedOut: false },
    effects: isBusy ? [{ type: 'stop' }, ...effects] : effects,
  }
}

/** The upload is over, and the device forgets it. */
export function end(state: UploadState, phase: UploadPhase, reason: string | null): UploadReduction {
  return rest({ ...state, phase, reason, url: null, failures: 0 }, [{ type: 'forget' }])
}
