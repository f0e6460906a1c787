import { covers, fromUnordered, type SegmentSet } from '@enhancedhr/protocol'
import { assert } from 'chai'
import fc from 'fast-check'
import { mergeNarrow } from '../../../src/core/map/merge-narrow.js'
import { stretchAt, toStretches } from '../../../src/core/map/stretches.js'
import type { WatchedMap } from '../../../src/core/map/watched-map.js'

const LENGTH = 60_000
const position = fc.integer({ min: 0, max: LENGTH + 5_000 })
const set = fc
  .array(fc.tuple(position, position), { maxLength: 8 })
  .map((pairs) => fromUnordered(pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)))
const map: fc.Arbitrary<WatchedMap> = fc.record({
  duration: fc.integer({ min: 1, max: LENGTH }),
  counted: set,
  pending: set,
  required: set,
  chapters: fc.constant([]),
})

const contains = (segments: SegmentSet, at: number) => covers(segments, [at, at + 1])

describe('the stretches of a lesson', () => {
  it('fill it from its begin to its end, in order and without holes', () => {
    fc.assert(
      fc.property(map, (watched) => {
        const stretches = toStretches(watched)
        assert.equal(stretches[0]?.from, 0)
        assert.equal(stretches.at(-1)?.to, watched.duration)
        for (const [index, { from, to }] of stretches.entries()) {
          assert.isBelow(from, to)
          if (index > 0) assert.equal(from, stretches[index - 1]?.to)
        }
      }),
    )
  })

  it('are each one thing throughout, and not the same as the next one', () => {
    fc.assert(
      fc.property(map, (watched) => {
        const stretches = toStretches(watched)
        for (const [index, { state, required }] of stretches.entries()) {
          const next = stretches[index + 1]
          assert.isFalse(next?.state === state && next.required === required)
        }
      }),
    )
  })

  it('say of every place what its sets say, and what is counted comes before what is pending', () => {
    fc.assert(
      fc.property(map, fc.nat({ max: LENGTH - 1 }), (watched, place) => {
        const at = place % watched.duration
        const open = contains(watched.pending, at) ? 'pending' : 'open'
        const stretch = stretchAt(toStretches(watched), at)
        assert.equal(stretch?.state, contains(watched.counted, at) ? 'counted' : open)
        assert.equal(stretch?.required, contains(watched.required, at))
      }),
    )
  })

  it('do not exist in a lesson without a length, and at the end of another the last one counts', () => {
    const empty: WatchedMap = { duration: 0, counted: [[0, 5]], pending: [], required: [], chapters: [] }
    assert.deepEqual(toStretches(empty), [])
    assert.isNull(stretchAt([], 0))
    const stretches = toStretches({ ...empty, duration: 10 })
    assert.deepEqual(stretchAt(stretches, 10), { from: 5, to: 10, state: 'open', required: false })
  })
})

describe('what is drawn of a set', () => {
  const least = fc.integer({ min: 1, max: 5_000 })

  it('holds all of it, and adds nothing but gaps that nobody could see', () => {
    fc.assert(
      fc.property(set, least, (whole, narrow) => {
        const merged = mergeNarrow(whole, narrow)
        for (const segment of whole) assert.isTrue(covers(merged, segment))
        for (const [index, [from]] of merged.entries()) {
          if (index > 0) assert.isAtLeast(from - merged[index - 1]![1], narrow)
        }
        const added = merged.flatMap(([from, to]) => {
          const inside = whole.filter((segment) => covers([[from, to]], segment))
          return inside.slice(1).map(([next], index) => next - inside[index]![1])
        })
        assert.isTrue(added.every((gap) => gap < narrow))
      }),
    )
  })

  it('stays as it is when it is merged again', () => {
    fc.assert(
      fc.property(set, least, (whole, narrow) => {
        const merged = mergeNarrow(whole, narrow)
        assert.deepEqual(mergeNarrow(merged, narrow), merged)
      }),
    )
  })
})
