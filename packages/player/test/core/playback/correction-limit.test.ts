import { assert } from 'chai'
import fc from 'fast-check'
import { BURST, CorrectionLimit, EVERY_MS } from '../../../src/core/playback/correction-limit.js'

describe('the limit of corrections', () => {
  it('lets a few through at once, says once that it stops, and is then silent', () => {
    const limit = new CorrectionLimit()
    const answers = Array.from({ length: BURST + 3 }, () => limit.take(0))
    assert.deepEqual(answers, [...Array<string>(BURST).fill('correct'), 'stop', 'leave', 'leave'])
  })

  it('lets one more through after a second, however long ago the last fight was', () => {
    const limit = new CorrectionLimit()
    for (let round = 0; round <= BURST; round += 1) limit.take(10_000)
    assert.equal(limit.take(10_000 + EVERY_MS), 'correct')
    assert.equal(limit.take(10_000 + EVERY_MS), 'leave')
    const later = Array.from({ length: BURST + 1 }, () => limit.take(3_600_000))
    assert.deepEqual(later, [...Array<string>(BURST).fill('correct'), 'leave'])
  })

  it('never lets more through in any stretch of time than the burst and one a second', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 200 })
    fc.assert(
      fc.property(gaps, (waits) => {
        const limit = new CorrectionLimit()
        const corrected: number[] = []
        let now = 0
        for (const wait of waits) {
          now += wait
          if (limit.take(now) === 'correct') corrected.push(now)
        }
        for (const [first, from] of corrected.entries()) {
          for (const [last, to] of corrected.entries()) {
            if (last >= first) assert.isAtMost(last - first + 1, BURST + (to - from) / EVERY_MS + 1e-6)
          }
        }
      }),
    )
  })
})
