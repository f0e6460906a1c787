import { assert } from 'chai'
import fc from 'fast-check'
import { backoffDelay, retryAfterDelay } from '../../../src/core/access/backoff.js'

const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

describe('backoff', () => {
  it('case 11: waits at most a second after the first failure and twice as long after each further one', () => {
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

  it('case 18: waits at least as long as the server asked, within an hour', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e6, noNaN: true }), random, (seconds, r) => {
        const delay = retryAfterDelay(seconds, r)
        assert.isAtLeast(delay, Math.min(seconds * 1000, 3_600_000))
        assert.isAtLeast(delay, 1_000)
        assert.isAtMost(delay, 3_601_000)
      }),
    )
    assert.strictEqual(retryAfterDelay(-5, 0), 1_000)
  })

  it('case 12: lets two clients that failed together come back at different times', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), random, random, (failures, a, b) => {
        if (Math.abs(a - b) > 1e-6) assert.notStrictEqual(backoffDelay(failures, a), backoffDelay(failures, b))
      }),
    )
  })

  it('case 26: spreads a thousand clients that an outage held up over minutes', () => {
    const minutes = new Array<number>(10).fill(0)
    for (let client = 0; client < 1_000; client += 1) {
      const delay = backoffDelay(20, (client * 0.618_034) % 1)
      minutes[Math.floor(delay / 30_000) - 10]! += 1
    }
    // Five half minutes of them, two hundred in each.
    assert.deepEqual(minutes.slice(5), [0, 0, 0, 0, 0])
    for (const clients of minutes.slice(0, 5)) assert.approximately(clients, 200, 20)
  })
})
