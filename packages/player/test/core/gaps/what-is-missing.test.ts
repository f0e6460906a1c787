import { assert } from 'chai'
import fc from 'fast-check'
import type { SegmentSet } from '@enhancedhr/protocol'
import { toCompletionRule } from '../../../src/core/gaps/lesson-rule.js'
import { planMissing } from '../../../src/core/gaps/missing-plan.js'
import { whatIsMissing } from '../../../src/core/gaps/what-is-missing.js'

const DURATION = 100_000

function missing(watched: SegmentSet, more: Partial<Parameters<typeof toCompletionRule>[0]> = {}, isPassed = false) {
  const rule = toCompletionRule({ threshold: 0.9, required_segments: [], mode: 'any', quiz_required: false, ...more })
  return whatIsMissing({ watched, duration: DURATION, rule }, isPassed)
}

describe('what is missing', () => {
  it('is so many seconds, rounded up', () => {
    assert.deepEqual(missing([[0, 50_000]]), { kind: 'time', seconds: 40 })
    assert.deepEqual(missing([[0, 88_400]]), { kind: 'time', seconds: 2 })
  })

  it('is nothing once enough is watched, and small holes do not count', () => {
    const watched: SegmentSet = [
      [0, 40_000],
      [40_200, 90_000],
    ]
    assert.deepEqual(missing(watched), { kind: 'nothing' })
  })

  it('is the quiz where that alone is open, and both where both are', () => {
    assert.deepEqual(missing([[0, 95_000]], { quiz_required: true }), { kind: 'quiz' })
    assert.deepEqual(missing([[0, 95_000]], { quiz_required: true }, true), { kind: 'nothing' })
    assert.deepEqual(missing([[0, 50_000]], { quiz_required: true }), { kind: 'time-and-quiz', seconds: 40 })
  })

  it('is the required parts where only they are', () => {
    const required: [number, number][] = [
      [10, 20],
      [60, 70],
      [92, 98],
    ]
    const more = { required_segments: required, mode: 'all', threshold: 0.5 }
    assert.deepEqual(missing([[0, 55_000]], more), { kind: 'parts', count: 2 })
    assert.deepEqual(missing([[0, 15_000]], more), { kind: 'time', seconds: 35 })
  })

  it('asks for everything under a mode that this version does not know', () => {
    const more = { required_segments: [[60, 70] as [number, number]], mode: 'most' }
    assert.deepEqual(missing([[0, 59_000]], more), { kind: 'time', seconds: 31 })
  })

  it('is nothing to be watched exactly where the plan is empty', () => {
    const ends = fc.tuple(fc.integer({ min: 0, max: DURATION }), fc.integer({ min: 0, max: DURATION }))
    fc.assert(
      fc.property(ends, fc.integer({ min: 1, max: 100 }), ([a, b], percent) => {
        const watched: SegmentSet = a < b ? [[a, b]] : []
        const rule = toCompletionRule({
          ...{ threshold: percent / 100, required_segments: [], mode: 'any', quiz_required: false },
        })
        const lesson = { watched, duration: DURATION, rule }
        assert.equal(whatIsMissing(lesson, true).kind === 'nothing', planMissing(lesson, 'free').length === 0)
      }),
    )
  })
})
