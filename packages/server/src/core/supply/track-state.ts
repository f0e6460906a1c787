/**
 * States of a track, each further than the ones before it.
 *
 * `creating`: Mux was asked, or will make it by itself. `preparing`: Mux has it. `skipped`: nothing was said that could be written down. `errored` and
 * `skipped` are ends, `ready` is until it is deleted.
 */
const ORDER = ['creating', 'preparing', 'errored', 'skipped', 'ready', 'deleting', 'deleted'] as const
export type TrackState = (typeof ORDER)[number]
export const TRACK_STATES: readonly TrackState[] = ORDER

/** The further of two states; commutative, associative and idempotent. */
export function joinTrackStates(a: TrackState, b: TrackState): TrackState {
  return ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b
}

/** States in which something may still come of a track. */
export function isOpenTrack(state: TrackState): boolean {
  return state === 'creating' || state === 'preparing'
}
