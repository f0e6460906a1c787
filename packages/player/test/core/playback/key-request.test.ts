import { assert } from 'chai'
import fc from 'fast-check'
import { readKey, type KeyContext } from '../../../src/core/playback/key-request.js'

const LESSON: KeyContext = {
  duration: 100,
  currentTime: 40,
  paused: true,
  rate: 1,
  rates: [0.75, 1, 1.5],
  maxRate: 1.5,
  frameRate: 25,
}

describe('what a key asks of the player', () => {
  it('is a tenth of the lesson for each digit', () => {
    for (let digit = 0; digit <= 9; digit += 1) {
      assert.deepEqual(readKey(String(digit), LESSON), { type: 'seek', to: digit * 10 })
    }
  })

  it('is the beginning or the end', () => {
    assert.deepEqual(readKey('Home', LESSON), { type: 'seek', to: 0 })
    assert.deepEqual(readKey('End', LESSON), { type: 'seek', to: 100 })
  })

  it('is one picture on or back while the lesson is paused', () => {
    assert.deepEqual(readKey('.', LESSON), { type: 'seek', to: 40.04 })
    assert.deepEqual(readKey(',', LESSON), { type: 'seek', to: 39.96 })
    assert.isNull(readKey('.', { ...LESSON, paused: false }))
    assert.isNull(readKey(',', { ...LESSON, paused: false }))
  })

  it('is the next speed on offer, from wherever it is', () => {
    assert.deepEqual(readKey('>', LESSON), { type: 'rate', rate: 1.5 })
    assert.deepEqual(readKey('<', LESSON), { type: 'rate', rate: 0.75 })
    assert.deepEqual(readKey('>', { ...LESSON, rate: 1.1 }), { type: 'rate', rate: 1.5 })
    assert.deepEqual(readKey('<', { ...LESSON, rate: 0.75 }), { type: 'rate', rate: 0.75 })
  })

  it('is more than the lesson’s greatest speed where that is on, so that it is refused in words', () => {
    assert.deepEqual(readKey('>', { ...LESSON, rate: 1.5 }), { type: 'rate', rate: 1.75 })
    assert.deepEqual(readKey('>', { ...LESSON, rate: 1.5, maxRate: 2 }), { type: 'rate', rate: 1.5 })
  })

  it('is the list of keys, and the settings of captions, also before anything is loaded', () => {
    assert.deepEqual(readKey('?', { ...LESSON, duration: NaN }), { type: 'action', action: 'keys' })
    assert.deepEqual(readKey('C', { ...LESSON, duration: NaN }), { type: 'action', action: 'caption-settings' })
  })

  it('never leads out of the lesson', () => {
    const time = fc.double({ min: 0, max: 100, noNaN: true })
    const context = fc.record({
      ...{ duration: fc.constant(100), currentTime: time, paused: fc.boolean(), rate: fc.constantFrom(0.5, 1, 3) },
      ...{ rates: fc.constant([0.75, 1, 1.5]), maxRate: fc.constant(2), frameRate: fc.integer({ min: 1, max: 120 }) },
    })
    fc.assert(
      fc.property(context, fc.constantFrom('0', '5', '9', ',', '.', 'Home', 'End', 'a', 'Tab'), (given, key) => {
        const request = readKey(key, given)
        assert.isTrue(request === null || (request.type === 'seek' && request.to >= 0 && request.to <= 100))
      }),
    )
  })

  it('is nothing while the length of the lesson is not known', () => {
    for (const key of ['0', '5', 'Home', 'End', ',', '.']) assert.isNull(readKey(key, { ...LESSON, duration: NaN }))
  })
})
