import { assert } from 'chai'
import fc from 'fast-check'
import { MAX_TIMER_MS, timerDelay } from '../src/timer-delay.js'

describe('the delay of a timer', () => {
  it('is one that a timer keeps, whatever number it is made of', () => {
    fc.assert(
      fc.property(fc.double(), (any) => {
        const delay = timerDelay(any)
        assert.isTrue(delay >= 0 && delay <= MAX_TIMER_MS)
        if (any >= 0 && any <= MAX_TIMER_MS) assert.strictEqual(delay, any)
      }),
    )
    assert.deepEqual([NaN, Infinity, -Infinity, 2 ** 31, 2_592_000_000, -1].map(timerDelay), [
      MAX_TIMER_MS,
      MAX_TIMER_MS,
      0,
      MAX_TIMER_MS,
      MAX_TIMER_MS,
      0,
    ])
  })
})
