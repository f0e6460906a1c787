import { fromUnordered, union, type SegmentSet } from '@enhancedhr/protocol'
import { assert } from 'chai'
import fc from 'fast-check'
import { allowSeek, readSeekPolicy, SEEK_SLACK_MS } from '../../../src/core/playback/seek-policy.js'

const LENGTH = 600_000
const position = fc.integer({ min: 0, max: LENGTH })
const set = fc
  .array(fc.tuple(position, position), { maxLength: 8 })
  .map((pairs) => fromUnordered(pairs.map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)))

/** Whether a position lies in what is watched, its ends and the slack included. */
const isOpen = (watched: SegmentSet, at: number) =>
  watched.some(([from, to]) => from <= at && at <= to + SEEK_SLACK_MS) || at <= SEEK_SLACK_MS

describe('where a learner may seek', () => {
  it('is anywhere where the lesson is free, or has a policy of a later version', () => {
    assert.equal(readSeekPolicy('free'), 'free')
    assert.equal(readSeekPolicy('chapters'), 'free')
    fc.assert(fc.property(set, position, position, (watched, from, to) => allowSeek('free', watched, from, to) === to))
  })

  it('is as far as it is watched, and not further', () => {
    assert.equal(readSeekPolicy('watched'), 'watched')
    const watched: SegmentSet = [
      [0, 30_000],
      [60_000, 90_000],
    ]
    const seek = (from: number, to: number) => allowSeek('watched', watched, from, to)
    assert.equal(seek(5_000, 30_000), 30_000)
    assert.equal(seek(5_000, 30_250), 30_250)
    assert.equal(seek(5_000, 30_251), 30_000)
    assert.equal(seek(5_000, 59_000), 30_000)
    assert.equal(seek(5_000, 75_000), 75_000)
    assert.equal(seek(5_000, 400_000), 90_000)
    assert.equal(allowSeek('watched', [], 0, 400_000), 0)
  })

  it('is anywhere behind the learner, a hole included', () => {
    fc.assert(
      fc.property(set, position, position, (watched, a, b) => {
        const [to, from] = [Math.min(a, b), Math.max(a, b)]
        return allowSeek('watched', watched, from, to) === to
      }),
    )
  })

  it('never lies behind the learner for a seek ahead, nor beyond what was asked', () => {
    fc.assert(
      fc.property(set, position, position, (watched, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const allowed = allowSeek('watched', watched, from, to)
        return from <= allowed && allowed <= to
      }),
    )
  })

  it('is always watched, or where the learner already is', () => {
    fc.assert(
      fc.property(set, position, position, (watched, a, b) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)]
        const allowed = allowSeek('watched', watched, from, to)
        return isOpen(watched, allowed) || allowed <= from + SEEK_SLACK_MS
      }),
    )
  })

  it('is allowed itself: what a denied seek is given needs no second look', () => {
    fc.assert(
      fc.property(set, position, position, (watched, from, to) => {
        const allowed = allowSeek('watched', watched, from, to)
        return allowSeek('watched', watched, from, allowed) === allowed
      }),
    )
  })

  it('only ever grows with what is watched', () => {
    fc.assert(
      fc.property(set, set, position, position, (watched, more, from, to) => {
        return allowSeek('watched', union(watched, more), from, to) >= allowSeek('watched', watched, from, to)
      }),
    )
  })
})
