import { assert } from 'chai'
import fc from 'fast-check'
import type { Segment, SegmentSet } from '../src/segment-set.js'
import {
  add,
  coveredMilliseconds,
  covers,
  equals,
  fromSeconds,
  fromUnordered,
  gaps,
  intersect,
  subtract,
  toSecondPairs,
  touches,
  union,
} from '../src/segment-set.js'
import { millisecondsOf } from './support/milliseconds-model.js'
import { segs } from './support/segs.js'

const segment = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.integer({ min: -5, max: 60 }))
const unordered = fc.array(segment, { maxLength: 12 })
const set = unordered.map(fromUnordered)

function isCanonical(segments: SegmentSet): boolean {
  return segments.every(([from, to], index) => from < to && (index === 0 || segments[index - 1]![1] < from))
}

function holdsExactly(segments: SegmentSet, milliseconds: Set<number>): void {
  assert.isTrue(isCanonical(segments), JSON.stringify(segments))
  assert.deepEqual(
    [...millisecondsOf(segments)],
    [...milliseconds].sort((a, b) => a - b),
  )
}

describe('segment sets', () => {
  it('sort, join what overlaps or touches, and leave out what holds no time', () => {
    assert.deepEqual(fromUnordered(segs('20-30 0-10 2-6 10-12 5-5 9-3')), segs('0-12 20-30'))
  })

  it('hold exactly the milliseconds that went in', () => {
    fc.assert(fc.property(unordered, (list) => holdsExactly(fromUnordered(list), millisecondsOf(list))))
  })

  it('unite, cut and subtract as sets of single milliseconds do', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const [inA, inB] = [millisecondsOf(a), millisecondsOf(b)]
        holdsExactly(union(a, b), new Set([...inA, ...inB]))
        holdsExactly(intersect(a, b), new Set([...inA].filter((at) => inB.has(at))))
        holdsExactly(subtract(a, b), new Set([...inA].filter((at) => !inB.has(at))))
      }),
    )
  })

  it('unite in any order and any grouping to the same set', () => {
    fc.assert(
      fc.property(set, set, set, (a, b, c) => {
        assert.deepEqual(union(a, b), union(b, a))
        assert.deepEqual(union(union(a, b), c), union(a, union(b, c)))
        assert.deepEqual(union(a, a), a)
      }),
    )
  })

  it('split into what is shared and what is not without losing a millisecond', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const [shared, rest] = [intersect(a, b), subtract(a, b)]
        assert.equal(coveredMilliseconds(shared) + coveredMilliseconds(rest), coveredMilliseconds(a))
        assert.isTrue(equals(union(shared, rest), a))
      }),
    )
  })

  it('name their gaps, which together with them fill the frame', () => {
    fc.assert(
      fc.property(set, (a) => {
        const holes = gaps(a, [0, 60])
        assert.deepEqual(intersect(holes, a), [])
        assert.deepEqual(union(intersect(a, segs('0-60')), holes), segs('0-60'))
      }),
    )
    assert.deepEqual(gaps(segs('5-10'), [0, 20]), segs('0-5 10-20'))
    assert.deepEqual(gaps([], [7, 7]), [])
  })

  it('give the same object back when nothing was added, so that nobody writes for nothing', () => {
    fc.assert(
      fc.property(set, set, (a, b) => {
        const both = union(a, b)
        assert.strictEqual(union(both, a), both)
        assert.strictEqual(subtract(a, []), a)
      }),
    )
    const watched = segs('0-10')
    assert.strictEqual(add(watched, [2, 6]), watched)
    assert.strictEqual(add(watched, [6, 6]), watched)
    assert.deepEqual(add(watched, [10, 12]), segs('0-12'))
  })

  it('never change what they were given', () => {
    const frozen = Object.freeze(segs('0-10 20-30').map((each) => Object.freeze(each) as Segment))
    fromUnordered(frozen)
    union(frozen, segs('5-25'))
    subtract(frozen, segs('5-25'))
    intersect(frozen, segs('5-25'))
    assert.deepEqual(frozen, segs('0-10 20-30'))
  })

  it('know what they cover and what they touch', () => {
    const watched = segs('10-20 30-40')
    assert.isTrue(covers(watched, [10, 20]))
    assert.isTrue(covers(watched, [15, 15]))
    assert.isFalse(covers(watched, [15, 35]))
    assert.isTrue(touches(watched, [20, 22]))
    assert.isTrue(touches(watched, [5, 10]))
    assert.isFalse(touches(watched, [21, 29]))
  })

  it('refuse bounds that are not whole milliseconds', () => {
    for (const bound of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      assert.throws(() => fromUnordered([[0, bound]]), RangeError)
    }
  })

  it('travel as seconds and come back unchanged', () => {
    fc.assert(fc.property(set, (a) => assert.deepEqual(fromSeconds(toSecondPairs(a)), a)))
    assert.deepEqual(toSecondPairs(segs('0-83200')), [[0, 83.2]])
  })
})
