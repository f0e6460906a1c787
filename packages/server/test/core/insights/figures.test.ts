import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { findDropOffs } from '../../../src/core/insights/drop-offs.js'
import { funnelOf } from '../../../src/core/insights/funnel.js'
import { bucketOf, lowerBoundOf, medianIndex, medianOfBuckets } from '../../../src/core/insights/log-linear.js'
import { findMostRewatched, findMostSkipped } from '../../../src/core/insights/notable-windows.js'
import { retentionRuns } from '../../../src/core/insights/retention.js'
import { averageOf, shareOf } from '../../../src/core/insights/rounding.js'
import { binSeek, seekBinWidth } from '../../../src/core/insights/seek-bins.js'

const counts = fc.array(fc.nat(200), { minLength: 1, maxLength: 400 })

/** Learners by the whole seconds that they watched. */
function reachedBy(watched: readonly number[], seconds: number): number[] {
  const reached = new Array<number>(seconds + 1).fill(0)
  for (const ms of watched) reached[Math.floor(ms / 1_000)]! += 1
  return reached
}

describe('the figures of a lesson', () => {
  it('of four learners are those of the design (vector 10)', () => {
    const watched = [10_000, 20_900, 30_000, 599_999]
    const reached = reachedBy(watched, 600)
    assert.equal(
      averageOf(
        watched.reduce((a, b) => a + b),
        4,
      ),
      165_225,
    )
    assert.equal(medianIndex(reached), 20)
    const funnel = funnelOf({ enrolled: 5, started: 4, completed: 1, reached, duration: 600_000 })
    assert.deepEqual(
      funnel.map(({ step, learners }) => `${step} ${learners.toString()}`),
      ['enrolled 5', 'started 4', '25 1', '50 1', '75 1', 'completed 1'],
    )
    assert.deepEqual(
      [63, 70, 71, 1_000].map((value) => lowerBoundOf(bucketOf(value))),
      [63, 70, 70, 992],
    )
    const times = new Array<number>(bucketOf(1_000) + 1).fill(0)
    for (const value of [63, 70, 71, 1_000]) times[bucketOf(value)]! += 1
    assert.equal(medianOfBuckets(times), 70)
  })

  it('are null over nothing', () => {
    assert.isNull(averageOf(0, 0))
    assert.isNull(shareOf(0, 0))
    assert.isNull(medianIndex([0, 0]))
    assert.isNull(medianOfBuckets([]))
  })

  it('round half up', () => {
    assert.equal(averageOf(5, 2), 3)
    assert.equal(shareOf(1, 2_000), 1)
    assert.equal(shareOf(1, 2_001), 0)
    fc.assert(
      fc.property(fc.nat(1e9), fc.integer({ min: 1, max: 1e6 }), (sum, count) => {
        const average = averageOf(sum, count)!
        assert.isAtMost(Math.abs(2 * (average * count - sum)), count)
      }),
    )
  })

  it('are kept in buckets that lose less than 3.2 %, and nothing below 64', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (value) => {
        const bound = lowerBoundOf(bucketOf(value))
        assert.isAtMost(bound, value)
        assert.isAtMost(value - bound, value * 0.032)
        if (value < 64) assert.equal(bound, value)
      }),
    )
    fc.assert(
      fc.property(fc.nat(1e6), (value) => {
        assert.isAtMost(bucketOf(value), bucketOf(value + 1))
      }),
    )
  })

  it('have the median of a sorted list', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { minLength: 1, maxLength: 50 }), (values) => {
        const byValue = new Array<number>(301).fill(0)
        for (const value of values) byValue[value]! += 1
        assert.equal(medianIndex(byValue), values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1])
      }),
    )
  })
})

describe('drop-offs', () => {
  it('are found where a curve steps down (vector 11)', () => {
    const viewers = Array.from({ length: 600 }, (_, second) => (second < 300 ? 100 : 60))
    assert.deepEqual(findDropOffs(viewers, 100), [{ at: 290, to: 300, lost: 40, expected: 0, share: 400 }])
  })

  it('are not found where a lesson loses evenly, however much', () => {
    const viewers = Array.from({ length: 600 }, (_, second) => 1_200 - 2 * second)
    assert.isEmpty(findDropOffs(viewers, 1_200))
  })

  it('are not looked for among fewer than twenty learners, or in a lesson shorter than four windows', () => {
    const steep = (length: number) => Array.from({ length }, (_, second) => (second < length / 2 ? 19 : 0))
    assert.isEmpty(findDropOffs(steep(600), 19))
    assert.isEmpty(findDropOffs(steep(19), 100))
    assert.isNotEmpty(findDropOffs(steep(600), 20))
  })

  it('never overlap, lose what the curve loses, and are at most ten', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 20, max: 400 }), (viewers, started) => {
        const found = findDropOffs(viewers, started)
        assert.isAtMost(found.length, 10)
        for (const [place, { at, to, lost }] of found.entries()) {
          assert.equal(lost, viewers[at]! - viewers[to]!)
          assert.isAtLeast(lost, 5)
          assert.isAtMost(found[place - 1]?.to ?? 0, at)
        }
      }),
    )
  })
})

describe('what is skipped and watched again most', () => {
  it('is where the curves are lowest and furthest apart', () => {
    const viewers = Array.from({ length: 600 }, (_, second) => (second >= 120 && second < 130 ? 40 : 81))
    const plays = viewers.map((count, second) => count + (second >= 60 && second < 70 ? 31 : 0))
    assert.deepEqual(findMostSkipped(viewers, 81), [{ from: 120, to: 130, count: 40 }])
    assert.deepEqual(findMostRewatched(viewers, plays), [{ from: 60, to: 70, count: 31 }])
  })

  it('is nothing where everybody watched everything once', () => {
    const viewers = new Array<number>(600).fill(7)
    assert.isEmpty(findMostSkipped(viewers, 7))
    assert.isEmpty(findMostRewatched(viewers, viewers))
  })
})

describe('the curves as runs', () => {
  it('hold every second of both', () => {
    fc.assert(
      fc.property(counts, fc.nat(3), (viewers, more) => {
        const plays = viewers.map((count, second) => count + ((second + more) % 3))
        const runs = retentionRuns(viewers, plays)
        const flat = runs.flatMap(({ from, to, ...run }) => new Array(to - from).fill([run.viewers, run.plays]))
        assert.deepEqual(
          flat,
          viewers.map((count, second) => [count, plays[second]]),
        )
      }),
    )
  })

  it('are no more than wanted, and reach to the end', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 50 }), (viewers, resolution) => {
        const runs = retentionRuns(viewers, viewers, resolution)
        assert.isAtMost(runs.length, resolution)
        assert.equal(runs.at(-1)!.to, viewers.length)
      }),
    )
  })
})

describe('the seek map', () => {
  it('has at most sixty bins a side, each of whole seconds inside the lesson', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: false }),
        fc.double(),
        fc.integer({ min: 1, max: 50_000 }),
        (from, to, seconds) => {
          assert.isAtMost(Math.ceil(seconds / seekBinWidth(seconds)), 60)
          const seek = binSeek(from, to, seconds)
          if (!(Math.abs(to - from) >= 1) || !Number.isFinite(from) || !Number.isFinite(to)) return assert.isNull(seek)
          for (const bin of [seek!.from, seek!.to]) {
            assert.isTrue(Number.isInteger(bin) && bin >= 0 && bin < seconds && bin % seekBinWidth(seconds) === 0)
          }
        },
      ),
    )
  })

  it('leaves out what is shorter than a second', () => {
    assert.isNull(binSeek(10, 10.9, 600))
    assert.deepEqual(binSeek(65, 301, 600), { from: 60, to: 300 })
  })
})
