import { fromUnordered, type Segment, type SegmentSet, subtract, union } from '@enhancedhr/protocol'
import { assert } from 'chai'
import fc from 'fast-check'
import { describe, it } from 'vitest'
import { joinRuns, playedSeconds, sampledLength, sampledSeconds } from '../../../src/core/insights/sampled-seconds.js'

const segment = fc.tuple(fc.nat(20_000), fc.nat(5_000)).map(([from, length]): Segment => [from, from + length])
const media = fc.array(segment, { maxLength: 8 }).map(fromUnordered)

/** The definition, second by second. */
function naive(set: SegmentSet): number[] {
  const seconds = Array.from({ length: 30 }, (_, second) => second)
  return seconds.filter((second) => set.some(([from, to]) => from <= 1_000 * second + 500 && 1_000 * second + 500 < to))
}

function listed(runs: readonly number[]): number[] {
  const seconds: number[] = []
  for (let at = 0; at < runs.length; at += 2) {
    for (let second = runs[at]!; second < runs[at + 1]!; second += 1) seconds.push(second)
  }
  return seconds
}

describe('the sampled seconds of what was watched', () => {
  it('are those whose middle is in it', () => {
    fc.assert(fc.property(media, (set) => assert.deepEqual(listed(sampledSeconds(set)), naive(set))))
  })

  it('of a union are the union: pieces add up without a memory of what they covered', () => {
    fc.assert(
      fc.property(media, media, (a, b) => {
        const both = new Set([...naive(a), ...naive(b)])
        assert.deepEqual(
          listed(sampledSeconds(union(a, b))),
          [...both].sort((x, y) => x - y),
        )
        const added = subtract(union(a, b), a)
        const rest = listed(sampledSeconds(added)).filter((second) => naive(a).includes(second))
        assert.isEmpty(rest)
      }),
    )
  })

  it('count one pass once, wherever it was sealed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20_000), { maxLength: 12 }), (cuts) => {
        const bounds = [0, ...cuts, 20_000].sort((a, b) => a - b)
        const pieces = bounds.slice(1).flatMap((to, place) => playedSeconds([bounds[place]!, to]))
        assert.deepEqual(joinRuns(pieces), [0, 20])
      }),
    )
  })

  it('are those of the design (vectors 1 to 3)', () => {
    assert.deepEqual(sampledSeconds([[0, 20_000]]), [0, 20])
    assert.deepEqual(
      sampledSeconds([
        [0, 12_400],
        [12_800, 20_000],
      ]),
      [0, 12, 13, 20],
    )
    assert.deepEqual(sampledSeconds([[10_000, 10_500]]), [])
    assert.deepEqual(playedSeconds([10_500, 10_600]), [10, 11])
    assert.equal(sampledLength(600_000), 600)
    assert.equal(sampledLength(600_500), 600)
    assert.equal(sampledLength(600_501), 601)
  })

  it('join where they touch and stay apart where they overlap', () => {
    assert.deepEqual(joinRuns([0, 5, 5, 9, 9, 9, 3, 4]), [0, 9, 3, 4])
    assert.deepEqual(joinRuns([0, 5, 4, 9]), [0, 5, 4, 9])
  })
})
