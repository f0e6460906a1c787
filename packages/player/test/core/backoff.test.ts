import { assert } from 'chai'
import fc from 'fast-check'
import { backoffDelay, retryAfterDelay } from '../../src/core/backoff.js'

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('backoff', () => {
  it('waits at most a second after the first failure and twice as long after each further one', () => {
    assert.strictEqual(backoffDelay(1, 0.5), 500)
    assert.strictEqual(backoffDelay(4, 0.5), 4_000)
  })

  it('waits between 5 and 7.5 minutes once it has reached its cap, however many failures there were', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 100_000 }), random, (failures, r) => {
        assert.isAtLeast(backoffDelay(failures, r), 300_000)
        assert.isAtMost(backoffDelay(failures, r), 450_000)
      }),
    )
  })

  it('waits at least as long as the server asked, within an hour', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), random, (seconds, r) => {
        const delay = retryAfterDelay(seconds, r)
        assert.isAtLeast(delay, Math.min(seconds * 1000, 3_600_000))
        assert.isAtLeast(delay, 1_000)
        assert.isAtMost(delay, 3_601_000)
      }),
    )
  })
})
