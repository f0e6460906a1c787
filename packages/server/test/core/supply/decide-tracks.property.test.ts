import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import type { TrackRecord } from '../../../src/core/records/track.js'
import { decideTracks, type TracksReading } from '../../../src/core/supply/decide-tracks.js'
import type { MuxTrack } from '../../../src/core/supply/mux-api.js'
import { joinTrackStates, TRACK_STATES } from '../../../src/core/supply/track-state.js'

const KNOWN: TrackRecord = {
  tenantId: 'a',
  lessonId: 'l',
  mediaVersion: 1,
  trackId: 'ours',
  muxTrackId: null,
  kind: 'captions',
  language: 'en',
  name: 'English',
  source: 'uploaded',
  state: 'creating',
  reason: null,
  isRequested: true,
  age: 10,
  readNumber: 1,
  createdAt: new Date(0),
}
const READ: MuxTrack = {
  id: 'mux',
  status: 'ready',
  source: 'uploaded',
  language: 'en',
  name: 'English',
  isCaptions: true,
  passthrough: 'ours',
}
const reading = (tracks: readonly MuxTrack[], more: Partial<TracksReading> = {}): TracksReading => ({
  ...{ tracks, hasSound: true, readNumber: 2 },
  ...more,
})
const statesOf = (known: readonly TrackRecord[], read: TracksReading) =>
  decideTracks(known, read).changes.map(({ track, change }) => [track.trackId, change.state])

const state = fc.constantFrom(...TRACK_STATES)
const known = fc.uniqueArray(
  fc.record({
    trackId: fc.constantFrom('t1', 't2', 't3'),
    muxTrackId: fc.constantFrom(null, 'm1', 'm2', 'm3'),
    source: fc.constantFrom('generated' as const, 'uploaded' as const, 'embedded' as const),
    language: fc.constantFrom('en', 'de'),
    state,
    isRequested: fc.boolean(),
    age: fc.constantFrom(1, 200, 2_000),
    readNumber: fc.nat(3),
  }),
  { selector: ({ trackId }) => trackId },
)
const tracks = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
    status: fc.constantFrom('preparing', 'ready', 'errored', 'novel'),
    source: fc.constantFrom('generated' as const, 'uploaded' as const),
    language: fc.constantFrom('en', 'de'),
    passthrough: fc.constantFrom(null, 't1', 't2'),
  }),
  { selector: ({ id }) => id },
)

describe('the text of a video, as it is read from Mux', () => {
  it('is known by our id until Mux’s name is, and then by that', () => {
    const [bound] = decideTracks([KNOWN], reading([READ])).changes
    assert.deepInclude(bound!.change, { state: 'ready', muxTrackId: 'mux', readNumber: 2 })
    const named = { ...KNOWN, muxTrackId: 'mux', state: 'preparing' } as const
    assert.deepEqual(statesOf([named], reading([{ ...READ, passthrough: null }])), [['ours', 'ready']])
    assert.deepEqual(statesOf([named], reading([{ ...READ, status: 'errored' }])), [['ours', 'errored']])
    assert.deepEqual(decideTracks([], reading([READ])).found, [READ])
  })

  it('was skipped where it was being written down and is not there any more, at once where there is no sound', () => {
    const generated = { ...KNOWN, source: 'generated', isRequested: false } as const
    assert.deepEqual(statesOf([generated], reading([])), [])
    assert.deepEqual(statesOf([generated], reading([], { hasSound: false })), [['ours', 'skipped']])
    assert.deepEqual(statesOf([{ ...generated, age: 1_000 }], reading([])), [['ours', 'skipped']])
    assert.deepEqual(statesOf([{ ...generated, muxTrackId: 'mux', state: 'preparing' }], reading([])), [
      ['ours', 'skipped'],
    ])
    const written = { ...READ, source: 'generated', passthrough: null } as const
    assert.deepEqual(statesOf([generated], reading([written])), [['ours', 'ready']])
  })

  it('was not made where Mux never lists it, and is deleted where Mux lists it no more', () => {
    assert.deepEqual(statesOf([KNOWN], reading([])), [])
    assert.deepEqual(statesOf([{ ...KNOWN, age: 121 }], reading([])), [['ours', 'errored']])
    for (const each of ['ready', 'deleting'] as const) {
      assert.deepEqual(statesOf([{ ...KNOWN, muxTrackId: 'mux', state: each }], reading([])), [['ours', 'deleted']])
    }
  })

  it('takes the place of older text of its language that is ready, where somebody asked for it', () => {
    const old = { ...KNOWN, trackId: 'old', muxTrackId: 'm0', state: 'ready', age: 99, isRequested: false } as const
    const german = { ...old, trackId: 'german', muxTrackId: 'm1', language: 'de' }
    const there = [old, german].map(({ muxTrackId, language }) => ({
      ...READ,
      id: muxTrackId,
      language,
      passthrough: null,
    }))
    const read = reading([READ, ...there])
    assert.deepEqual(statesOf([old, german, KNOWN], read), [
      ['ours', 'ready'],
      ['old', 'deleting'],
    ])
    assert.deepEqual(statesOf([old, { ...KNOWN, isRequested: false }], reading([READ, there[0]!])), [['ours', 'ready']])
    assert.deepEqual(statesOf([old, KNOWN], reading([{ ...READ, status: 'preparing' }, there[0]!])), [
      ['ours', 'preparing'],
    ])
  })

  it('says nothing of what was written after the reading began', () => {
    const later = { ...KNOWN, muxTrackId: 'mux', state: 'ready', readNumber: 3 } as const
    assert.deepEqual(statesOf([later], reading([])), [])
  })

  it('never goes back, gives no track of Mux to two, and means nothing more when it is read twice', () => {
    fc.assert(
      fc.property(known, tracks, fc.boolean(), (rows, read, hasSound) => {
        const ours = rows.map((row) => ({ ...KNOWN, ...row }))
        const theirs = read.map((each) => ({ ...READ, ...each }))
        const once = decideTracks(ours, reading(theirs, { hasSound }))
        const bound: (string | null)[] = ours.map(({ muxTrackId }) => muxTrackId)
        for (const { track, change } of once.changes) {
          assert.equal(joinTrackStates(track.state, change.state), change.state)
          if (change.muxTrackId !== undefined) bound.push(change.muxTrackId)
        }
        const fresh = bound
          .filter((id) => id !== null)
          .slice(ours.filter(({ muxTrackId }) => muxTrackId !== null).length)
        assert.lengthOf(new Set(fresh), fresh.length)
        const written = ours.map((row) =>
          once.changes
            .filter(({ track }) => track.trackId === row.trackId)
            .reduce<TrackRecord>((at, { change }) => ({ ...at, ...change }), row),
        )
        const twice = decideTracks(written, reading(theirs, { hasSound, readNumber: 4 }))
        const isForward = twice.changes.every(
          ({ track, change }) => joinTrackStates(track.state, change.state) === change.state,
        )
        assert.isTrue(isForward)
        assert.deepEqual(
          decideTracks(written, reading(theirs, { hasSound })).changes.filter(({ change }) => change.muxTrackId),
          [],
        )
      }),
    )
  })
})
