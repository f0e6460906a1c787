import { assert } from 'chai'
import fc from 'fast-check'
import { announcementOf } from '../../src/core/upload/announce.js'
import { afterPiece, nextPiece, secondsLeft } from '../../src/core/upload/pieces.js'
import { GRAIN, NO_UPLOAD, type UploadState } from '../../src/core/upload/upload-state.js'
import { pollWait, retryWait } from '../../src/core/upload/waits.js'

const file = { name: 'a', size: 100 * GRAIN, type: '', lastModified: 0, digest: '' }
const sending: UploadState = { ...NO_UPLOAD, phase: 'uploading', file }

describe('pieces of a file', () => {
  it('are multiples of 256 KiB within the limit, and follow the speed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60_000 }), { maxLength: 40 }), (times) => {
        let state = sending
        for (const took of times) {
          const { from, to } = nextPiece(state)
          assert.equal(from, state.sent)
          assert.isTrue(to === file.size || (to - from) % GRAIN === 0)
          assert.isAtMost(to - from, state.pieceLimit)
          state = afterPiece(state, to, took)
        }
        assert.isAtLeast(state.piece, GRAIN)
      }),
    )
  })

  it('grow on a quick line and shrink on a slow one', () => {
    let quick = sending
    for (let count = 0; count < 8; count += 1) quick = afterPiece({ ...quick, sent: 0 }, quick.piece, 10)
    assert.equal(quick.piece, quick.pieceLimit)
    const slow = afterPiece({ ...quick, sent: 0 }, quick.piece, 60_000)
    assert.equal(slow.piece, GRAIN)
  })

  it('say how long the rest takes, once one has arrived', () => {
    assert.isNull(secondsLeft(sending))
    assert.equal(secondsLeft({ ...sending, sent: 50 * GRAIN, speed: GRAIN / 1000 }), 50)
    assert.isNull(secondsLeft({ ...sending, phase: 'paused', speed: 1 }))
  })
})

describe('waits', () => {
  it('grow to half a minute, and leave room for chance', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (failures, random) => {
        const wait = retryWait(failures, random)
        assert.isTrue(wait >= 0 && wait <= 30_000)
      }),
    )
    assert.equal(retryWait(1, 1), 2_000)
    assert.equal(retryWait(1, 0, 5), 5_000)
    assert.equal(retryWait(1, 0, 1e9), 3_600_000)
  })

  it('between questions go from 2 s to 30 s', () => {
    assert.deepEqual([0, 1, 2, 100].map(pollWait), [2_000, 3_000, 4_500, 30_000])
  })
})

describe('what is read out', () => {
  it('is each state, and a quarter, a half, three quarters and all of the file', () => {
    const heard: unknown[] = []
    let before = sending
    for (let sent = 0; sent <= 100; sent += 5) {
      const after = { ...sending, sent: sent * GRAIN }
      const announcement = announcementOf(before, after)
      if (announcement) heard.push(announcement)
      before = after
    }
    assert.deepEqual(
      heard,
      [25, 50, 75, 100].map((percent) => ({ kind: 'percent', percent })),
    )
    assert.deepEqual(announcementOf(before, { ...before, phase: 'paused' }), { kind: 'phase', phase: 'paused' })
    const refused = { ...before, refusal: { code: 'empty' } as const }
    assert.deepEqual(announcementOf(before, refused), { kind: 'refusal' })
  })
})
