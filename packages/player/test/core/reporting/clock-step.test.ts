import { assert } from 'chai'
import { clockStep } from '../../../src/core/reporting/clock-step.js'

const HOUR = 3_600_000

describe('a step of the server’s clock', () => {
  it('is one from two seconds forward, or a minute back', () => {
    const age = 600_000
    for (const by of [2_000, 5_000, HOUR, 25 * HOUR, -60_000, -HOUR, -25 * HOUR]) {
      assert.strictEqual(clockStep(age + by, age), by)
    }
  })

  it('is one of unknown size where the session has not begun by the server’s clock', () => {
    for (const expected of [2_000, 10_000, 600_000])
      assert.strictEqual(clockStep(0, expected), Number.NEGATIVE_INFINITY)
    assert.strictEqual(clockStep(0, 1_999), 0)
  })

  it('is not found where an answer was slow, a server is some seconds apart, or a device is fast', () => {
    // 15 s of a slow answer, 30 s between two servers, 8.6 s a day at 100 ppm.
    for (const by of [0, 1_999, -5_000, -15_000, -30_000, -45_000, -59_999]) {
      assert.strictEqual(clockStep(600_000 + by, 600_000), 0)
    }
  })
})
