import { assert } from 'chai'
import { RememberedMedia, type HoldReason } from '../../src/playback/media/remembered-media.js'
import type { PlaybackMedia, Restrictions } from '../../src/playback/playback-adapter.js'

const FREE: Restrictions = { allowSeek: (_, to) => to, allowRate: (rate) => rate, mayCorrect: () => true }

/** A media element as far as playing and pausing go; everything else is that of a fresh one. */
function fakeMedia() {
  const calls: string[] = []
  const media = {
    ...{ currentTime: 0, ended: false, muted: false, paused: true, playbackRate: 1, volume: 1 },
    play() {
      calls.push('play')
      media.paused = false
      return Promise.resolve()
    },
    pause() {
      calls.push('pause')
      media.paused = true
    },
  }
  return { calls, media: media as unknown as PlaybackMedia }
}

function playing() {
  const remembered = new RememberedMedia(() => undefined)
  const { calls, media } = fakeMedia()
  remembered.attach(media, FREE)
  void remembered.play()
  calls.length = 0
  return { remembered, calls, media }
}

describe('what keeps playing waiting', () => {
  const REASONS: readonly HoldReason[] = ['access', 'layout', 'question', 'renewal']

  it('is paused once and goes on with the last reason, in whichever order they end', () => {
    for (const first of REASONS) {
      for (const second of REASONS.filter((reason) => reason !== first)) {
        const { remembered, calls, media } = playing()
        remembered.hold(first)
        remembered.hold(second)
        remembered.hold(first)
        assert.deepEqual(calls, ['pause'])
        remembered.release(first)
        assert.isTrue(remembered.held)
        assert.isTrue(media.paused, `${second} was released by ${first}`)
        assert.isFalse(remembered.paused, 'the learner still wants to play')
        remembered.release(second)
        assert.deepEqual(calls, ['pause', 'play'])
        assert.isFalse(remembered.held)
      }
    }
  })

  it('is not started by a reason that does not hold it', () => {
    const { remembered, calls } = playing()
    remembered.hold('question')
    remembered.release('renewal')
    assert.deepEqual(calls, ['pause'])
  })

  it('stays paused where the learner paused meanwhile', () => {
    const { remembered, calls, media } = playing()
    remembered.hold('layout')
    remembered.pause()
    remembered.release('layout')
    assert.isTrue(media.paused)
    assert.notInclude(calls, 'play')
  })

  it('is remembered for a media element that comes while a reason holds it', async () => {
    const remembered = new RememberedMedia(() => undefined)
    const wanted = remembered.play()
    remembered.hold('question')
    const { calls, media } = fakeMedia()
    remembered.attach(media, FREE)
    assert.isEmpty(calls)
    remembered.release('question')
    assert.deepEqual(calls, ['play'])
    await wanted
  })

  it('is not kept by a session that ended before there was a media element', async () => {
    const remembered = new RememberedMedia(() => undefined)
    const wanted = remembered.play()
    remembered.hold('renewal')
    remembered.carryOver()
    assert.isFalse(remembered.held)
    const { calls, media } = fakeMedia()
    remembered.attach(media, FREE)
    await wanted
    assert.deepEqual(calls, ['play'])
  })

  it('ends with the watch session where it was about the session, and not where it was about the page', () => {
    const { remembered } = playing()
    remembered.hold('renewal')
    remembered.hold('question')
    remembered.carryOver()
    const { calls, media } = fakeMedia()
    remembered.attach(media, FREE)
    assert.isEmpty(calls)
    remembered.release('question')
    assert.deepEqual(calls, ['play'])
    remembered.hold('layout')
    remembered.detach()
    assert.isFalse(remembered.held)
  })
})
