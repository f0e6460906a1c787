import { assert } from 'chai'
import fc from 'fast-check'
import { toMilliseconds, toSeconds } from '../src/milliseconds.js'

describe('milliseconds', () => {
  it('come from seconds with three decimals without a loss', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (ms) => {
        assert.equal(toMilliseconds(toSeconds(ms)), ms)
        assert.equal(toMilliseconds(Number((ms / 1000).toFixed(3))), ms)
      }),
    )
  })

  it('are rounded half up, also below zero, so that every language agrees', () => {
    assert.equal(toMilliseconds(0.0625), 63)
    assert.equal(toMilliseconds(-0.0625), -62)
    assert.equal(toMilliseconds(0.0624), 62)
  })
})
