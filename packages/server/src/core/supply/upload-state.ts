/**
 * States of an upload, each further than the ones before it; those from `timed_out` on are final.
 *
 * `creating`: Mux was asked. `waiting`: for the file. `processing`: Mux has it. `held`: the video is ready, and somebody has to decide.
 * Between two final states the later one of the list counts, so that joining is the same in any order.
 */
const ORDER = [
  'creating',
  'waiting',
  'processing',
  'held',
  'timed_out',
  'superseded',
  'failed',
  'cancelled',
  'ready',
] as const
export type UploadState = (typeof ORDER)[number]
export const UPLOAD_STATES: readonly UploadState[] = ORDER

/** States in which something may still come of an upload by itself; a lesson has one such upload at most. */
export const OPEN_STATES: readonly UploadState[] = ['creating', 'waiting', 'processing']

/** The further of two states. Commutative, associative and idempotent: what was read twice, late or in another order changes nothing. */
export function joinUploadStates(a: UploadState, b: UploadState): UploadState {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b
}

export function isFinal(state: UploadState): boolean {
  return ORDER.indexOf(state) >= ORDER.indexOf('timed_out')
}
