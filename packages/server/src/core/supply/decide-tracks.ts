import type { TrackChange, TrackRecord } from '../records/track.js'
import type { MuxTrack } from './mux-api.js'
import { isOpenTrack, joinTrackStates, type TrackState } from './track-state.js'

/** Seconds after which a track that Mux does not list was not made. */
const ABANDONED = 120
/** Seconds within which Mux begins with captions that it writes by itself. */
const EXPECTED_WITHIN = 900

/** What was read of a video's text. */
export interface TracksReading {
  readonly tracks: readonly MuxTrack[]
  /** Whether there is sound, without which nothing is written down. */
  readonly hasSound: boolean
  readonly readNumber: number
}

export interface TrackDecisions {
  readonly changes: readonly { readonly track: TrackRecord; readonly change: TrackChange }[]
  /** What Mux has and nobody here knows of. */
  readonly found: readonly MuxTrack[]
}

/**
 * Decides what a reading makes of the tracks of a video; `known` has the deleted ones too.
 *
 * A reading that began before a track was written says nothing of it. One that is no longer there was skipped where it was being generated,
 * and was deleted otherwise.
 */
export function decideTracks(
  known: readonly TrackRecord[],
  { tracks, hasSound, readNumber }: TracksReading,
): TrackDecisions {
  const taken = new Set(known.map(({ muxTrackId }) => muxTrackId).filter((id) => id !== null))
  const changes: { track: TrackRecord; change: TrackChange }[] = []
  for (const track of known) {
    const match = tracks.find(({ id }) => id === track.muxTrackId) ?? findOwn(track, tracks, taken)
    if (match) taken.add(match.id)
    if (track.readNumber >= readNumber) continue
    const change = match ? fromMux(track, match) : withoutMux(track, hasSound)
    if (change) changes.push({ track, change: { ...change, readNumber } })
  }
  return { changes: [...changes, ...replaced(known, changes)], found: tracks.filter(({ id }) => !taken.has(id)) }
}

/** A track of which Mux's name is not known carries ours, or is the one that was to be generated. */
function findOwn(
  { muxTrackId, trackId, source, state }: TrackRecord,
  tracks: readonly MuxTrack[],
  taken: ReadonlySet<string>,
): MuxTrack | undefined {
  if (muxTrackId !== null) return undefined
  const free = tracks.filter(({ id }) => !taken.has(id))
  const own = free.find(({ passthrough }) => passthrough === trackId)
  if (own || state !== 'creating' || source !== 'generated') return own
  return free.find((each) => each.source === 'generated' && each.passthrough === null)
}

function fromMux(track: TrackRecord, match: MuxTrack): TrackChange | null {
  const read = match.status === 'ready' || match.status === 'errored' ? match.status : 'preparing'
  const state = joinTrackStates(track.state, read)
  const isBound = track.muxTrackId !== null
  if (state === track.state && isBound) return null
  return {
    state,
    ...(state === 'errored' && track.state !== 'errored' && { reason: 'processing_failed' }),
    ...(!isBound && { muxTrackId: match.id, language: match.language, name: match.name }),
  }
}

function withoutMux({ muxTrackId, state, source, age }: TrackRecord, hasSound: boolean): TrackChange | null {
  if (state === 'ready' || state === 'deleting') return { state: 'deleted' }
  if (!isOpenTrack(state)) return null
  if (source === 'generated') {
    const isOver = muxTrackId !== null || !hasSound || age > EXPECTED_WITHIN
    return isOver ? { state: 'skipped', reason: 'nothing_said' } : null
  }
  if (muxTrackId !== null) return { state: 'deleted' }
  return age > ABANDONED ? { state: 'errored', reason: 'mux_unavailable' } : null
}

/** What has become ready on somebody's request takes the place of older tracks of its language. */
function replaced(
  known: readonly TrackRecord[],
  changes: TrackDecisions['changes'],
): readonly { track: TrackRecord; change: TrackChange }[] {
  const states = new Map<string, TrackState>(changes.map(({ track, change }) => [track.trackId, change.state]))
  const fresh = changes.filter(({ track, change }) => track.isRequested && change.state === 'ready')
  const older = known.filter((old) => (states.get(old.trackId) ?? old.state) === 'ready')
  return older
    .filter((old) =>
      fresh.some(
        ({ track, change }) =>
          track.trackId !== old.trackId && (change.language ?? track.language) === old.language && track.age < old.age,
      ),
    )
    .map((track) => ({ track, change: { state: 'deleting' } }))
}
