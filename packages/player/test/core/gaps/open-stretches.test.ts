import { assert } from 'chai'
import fc from 'fast-check'
import { fromUnordered, type Segment, type SegmentSet } from '@enhancedhr/protocol'
import { openStretches } from '../../../src/core/gaps/open-stretches.js'

const OPEN: SegmentSet = [
  [10_000, 20_000],
  [40_000, 50_000],
]

describe('what does not count yet', () => {
  it('is what was not played, and what was played in vain with its reason, in the order of the video', () => {
    const muted = { from: 15_000, to: 42_000, reason: 'muted' }
    assert.deepEqual(openStretches(OPEN, [muted]), [
      { from: 10_000, to: 15_000, reason: null },
      { from: 15_000, to: 20_000, reason: 'muted' },
      { from: 40_000, to: 42_000, reason: 'muted' },
      { from: 42_000, to: 50_000, reason: null },
    ])
  })

  it('has one reason for each moment, the first, and one stretch for what is one', () => {
    const given = [
      { from: 12_000, to: 14_000, reason: 'hidden' },
      { from: 13_000, to: 15_000, reason: 'muted' },
      { from: 14_000, to: 16_000, reason: 'hidden' },
    ]
    assert.deepEqual(openStretches([[10_000, 20_000]], given), [
      { from: 10_000, to: 12_000, reason: null },
      { from: 12_000, to: 14_000, reason: 'hidden' },
      { from: 14_000, to: 15_000, reason: 'muted' },
      { from: 15_000, to: 16_000, reason: 'hidden' },
      { from: 16_000, to: 20_000, reason: null },
    ])
    const two = [given[0]!, { ...given[0]!, from: 13_500, to: 15_000 }]
    assert.deepInclude(openStretches([[12_000, 15_000]], two), { from: 12_000, to: 15_000, reason: 'hidden' })
  })

  it('leaves out what counts by now, what is shorter than half a second, and what is no stretch', () => {
    const given = [
      { from: 0, to: 10_000, reason: 'muted' },
      { from: 30_000, to: 20_000, reason: 'reversed' },
      { from: 10_000, to: 10_400, reason: 'muted' },
    ]
    assert.deepEqual(openStretches([[10_000, 20_000]], given), [{ from: 10_400, to: 20_000, reason: null }])
  })

  it('never overlaps and never leaves what is open', () => {
    const segment = fc
      .tuple(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 0, max: 20_000 }))
      .map(([from, length]): Segment => [from, from + length])
    const uncredited = fc.array(
      fc.tuple(segment, fc.constantFrom('muted', 'hidden')).map(([[from, to], reason]) => ({ from, to, reason })),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), uncredited, (segments, given) => {
        const open = fromUnordered(segments)
        const found = openStretches(open, given)
        for (const [index, { from, to }] of found.entries()) {
          assert.isTrue(open.some(([start, end]) => start <= from && to <= end))
          assert.isAtMost(found[index - 1]?.to ?? 0, from)
        }
      }),
    )
  })
})
