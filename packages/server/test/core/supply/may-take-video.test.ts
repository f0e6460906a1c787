import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { mayTakeVideo, type VideoFacts } from '../../../src/core/supply/may-take-video.js'

const facts = fc.record({
  isOwnUpload: fc.boolean(),
  isInOwnLesson: fc.boolean(),
  boundTo: fc.constantFrom('this_tenant', 'another_tenant', null),
})
const taker = fc.record({ isOwner: fc.boolean(), takesUnbound: fc.boolean() })
const KNOWN: VideoFacts = { isOwnUpload: false, isInOwnLesson: false, boundTo: null }

describe('who may give which video to a lesson', () => {
  it('is the table of the documentation', () => {
    const rows = [
      // what is known of the video, an owner with uploads, an owner without, an admin or a service
      [{ isOwnUpload: true, boundTo: 'this_tenant' }, true, true, true],
      [{ isInOwnLesson: true, boundTo: 'this_tenant' }, true, true, true],
      [{ boundTo: 'this_tenant' }, false, false, true],
      [{ boundTo: 'another_tenant' }, false, false, false],
      [{ boundTo: null }, false, true, true],
    ] as const
    for (const [known, withUploads, without, admin] of rows) {
      const may = (isOwner: boolean, takesUnbound: boolean) =>
        mayTakeVideo({ ...KNOWN, ...known }, { isOwner, takesUnbound })
      assert.deepEqual([may(true, false), may(true, true), may(false, false)], [withUploads, without, admin])
    }
  })

  it('never gives what another tenant has, unless it was uploaded here', () => {
    fc.assert(
      fc.property(facts, taker, (known, who) => {
        const may = mayTakeVideo({ ...known, boundTo: 'another_tenant' }, who)
        assert.equal(may, known.isOwnUpload)
      }),
    )
  })

  it('gives an owner no more than an admin', () => {
    fc.assert(
      fc.property(facts, taker, (known, who) => {
        if (mayTakeVideo(known, { ...who, isOwner: true }))
          assert.isTrue(mayTakeVideo(known, { ...who, isOwner: false }))
      }),
    )
  })
})
