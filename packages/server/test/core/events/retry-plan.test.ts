import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { planRetry, TRIED_FOR } from '../../../src/core/events/retry-plan.js'
import { readRetryAfter } from '../../../src/core/events/retry-after.js'

const HOUR = 3_600_000
const failed = { attempts: 1, elapsed: 0, random: 0.5, retryAfter: null }

describe('when a failed delivery is tried again', () => {
  it('is after 5 s, then longer and longer, up to 12 h', () => {
    const delays = Array.from({ length: 11 }, (_, index) => planRetry({ ...failed, attempts: index + 1 }))
    assert.deepEqual(
      delays.map((delay) => delay! / 1_000),
      [5, 30, 120, 600, 1_800, 3_600, 10_800, 21_600, 43_200, 43_200, 43_200],
    )
  })

  it('differs by at most a fifth, and never goes beyond three days from the first try', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.integer({ min: 0, max: TRIED_FOR - 1 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempts, elapsed, random) => {
          const plain = planRetry({ ...failed, attempts })!
          const delay = planRetry({ attempts, elapsed, random, retryAfter: null })!
          assert.isAtMost(delay, Math.round(plain * 1.2))
          assert.isAtMost(elapsed + delay, TRIED_FOR)
          assert.isAtLeast(delay, Math.floor(Math.min(plain * 0.8, TRIED_FOR - elapsed)))
        },
      ),
    )
  })

  it('ends after three days, however few tries there were, and not before, however many', () => {
    assert.isNull(planRetry({ ...failed, attempts: 1, elapsed: TRIED_FOR }))
    assert.isNotNull(planRetry({ ...failed, attempts: 5_000, elapsed: TRIED_FOR - 1 }))
  })

  it('reaches the end in some fifteen tries when each fails at once, the last of them at its very end', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), (randoms) => {
        let elapsed = 0
        let attempts = 1
        for (let delay = planRetry(failed); delay !== null; attempts += 1) {
          elapsed += delay
          const { value: random } = randoms.next() as { value: number }
          delay = planRetry({ attempts: attempts + 1, elapsed, random, retryAfter: null })
        }
        assert.equal(elapsed, TRIED_FOR)
        assert.isAtLeast(attempts, 12)
        assert.isAtMost(attempts, 18)
      }),
    )
  })

  it('is not before the receiver asked for it', () => {
    assert.equal(planRetry({ ...failed, retryAfter: HOUR }), HOUR)
    assert.equal(planRetry({ ...failed, attempts: 9, retryAfter: HOUR }), 12 * HOUR)
  })
})

describe('what a receiver asks for by Retry-After', () => {
  const now = Date.UTC(2026, 10, 30, 12)

  it('is read as seconds or as an instant, and is at most six hours', () => {
    assert.equal(readRetryAfter('120', now), 120_000)
    assert.equal(readRetryAfter('Mon, 30 Nov 2026 12:01:00 GMT', now), 60_000)
    assert.equal(readRetryAfter('Mon, 30 Nov 2026 11:00:00 GMT', now), 0)
    assert.equal(readRetryAfter('2592000', now), 6 * HOUR)
    assert.equal(readRetryAfter('Fri, 31 Dec 9999 23:59:59 GMT', now), 6 * HOUR)
  })

  it('is nothing where it cannot be read', () => {
    for (const header of [null, '', 'soon', '-1', '1.5', '2026-11-30', '1e3'])
      assert.isNull(readRetryAfter(header, now))
  })

  it('is a time that a timer keeps, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string(), fc.bigInt({ min: 0n }), (text, number) => {
        for (const header of [text, number.toString()]) {
          const wait = readRetryAfter(header, now)
          assert.isTrue(wait === null || (wait >= 0 && wait <= 6 * HOUR))
        }
      }),
    )
  })
})
