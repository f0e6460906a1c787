import { assert } from 'chai'
import fc from 'fast-check'
import {
  coveredMilliseconds,
  equals,
  fromUnordered,
  judgeCompletion,
  union,
  type CompletionRule,
  type Segment,
  type SegmentSet,
} from '@enhancedhr/protocol'
import { nextStretch, planMissing } from '../../../src/core/gaps/missing-plan.js'
import { allowSeek, type SeekPolicy } from '../../../src/core/playback/seek-policy.js'

const DURATION = 600_000
const rule = (more: Partial<CompletionRule> = {}): CompletionRule => ({
  thresholdPerMille: 900,
  requiredSegments: [],
  mode: 'any',
  quizRequired: false,
  ...more,
})
const plan = (watched: SegmentSet, more: Partial<CompletionRule> = {}, policy: SeekPolicy = 'free') =>
  planMissing({ watched, duration: DURATION, rule: rule(more) }, policy)

const segment = fc
  .tuple(fc.integer({ min: 0, max: DURATION }), fc.integer({ min: 1, max: 120_000 }))
  .map(([from, length]): Segment => [from, Math.min(DURATION, from + length)])
const set = fc.array(segment, { maxLength: 8 }).map((segments) => fromUnordered(segments))
const rules = fc.record({
  thresholdPerMille: fc.option(fc.integer({ min: 1, max: 1000 })),
  requiredSegments: set,
  mode: fc.constantFrom('any' as const, 'all' as const),
  quizRequired: fc.boolean(),
})
const policies = fc.constantFrom<SeekPolicy>('free', 'watched')

describe('the plan of what is missing', () => {
  it('is the first gaps that fill the share, and a second more', () => {
    const watched: SegmentSet = [
      [60_000, 300_000],
      [310_000, 570_000],
    ]
    assert.deepEqual(plan(watched), [[0, 41_000]])
    assert.deepEqual(plan(watched, { thresholdPerMille: 1000 }), [
      [0, 60_000],
      [300_000, 310_000],
      [570_000, 600_000],
    ])
  })

  it('is nothing where the lesson is complete', () => {
    assert.deepEqual(plan([[0, 550_000]]), [])
  })

  it('holds the required parts, and where both are asked for as much of the rest as is needed', () => {
    const required = { requiredSegments: [[100_000, 130_000]] as const, mode: 'all' as const }
    assert.deepEqual(plan([[0, 100_000]], { ...required, thresholdPerMille: 200 }), [[100_000, 130_000]])
    assert.deepEqual(plan([], { ...required, thresholdPerMille: 100 }), [
      [0, 31_000],
      [100_000, 130_000],
    ])
  })

  it('is the shorter way where one of two is enough', () => {
    assert.deepEqual(plan([], { requiredSegments: [[100_000, 130_000]] }), [[100_000, 130_000]])
    assert.deepEqual(plan([[0, 530_000]], { requiredSegments: [[540_000, 600_000]] }), [[530_000, 541_000]])
  })

  it('begins where the learner may go', () => {
    const required = { requiredSegments: [[100_000, 130_000]] as const, thresholdPerMille: null }
    assert.deepEqual(plan([[0, 60_000]], required), [[100_000, 130_000]])
    assert.deepEqual(plan([[0, 60_000]], required, 'watched'), [[60_000, 130_000]])
  })

  it('holds a part that lies in a hole which a verdict would forgive elsewhere', () => {
    assert.deepEqual(plan([[1, 2]], { requiredSegments: [[0, 1]], thresholdPerMille: null }), [[0, 1]])
    assert.deepEqual(plan([[0, 540_000]], { requiredSegments: [[560_000, 560_200]], mode: 'all' }), [
      [560_000, 560_200],
    ])
    assert.deepEqual(
      plan(
        [
          [0, 560_000],
          [560_200, 600_000],
        ],
        { requiredSegments: [[560_000, 560_200]], mode: 'all' },
      ),
      [[560_000, 560_200]],
    )
  })

  it('leaves nothing missing once it is played', () => {
    fc.assert(
      fc.property(set, rules, policies, (watched, given, policy) => {
        fc.pre(given.thresholdPerMille !== null || given.requiredSegments.length > 0)
        const played = union(watched, planMissing({ watched, duration: DURATION, rule: given }, policy))
        const facts = { watched: played, duration: DURATION, end: DURATION, quizPassed: true }
        assert.isTrue(judgeCompletion(given, facts).completed)
      }),
    )
  })

  it('is a set within the video, and each stretch of it can be sought from anywhere', () => {
    const position = fc.integer({ min: 0, max: DURATION })
    fc.assert(
      fc.property(set, rules, policies, position, (watched, given, policy, from) => {
        const stretches = planMissing({ watched, duration: DURATION, rule: given }, policy)
        assert.isTrue(equals(fromUnordered(stretches), stretches))
        assert.isAtMost(stretches.at(-1)?.[1] ?? 0, DURATION)
        for (const [start] of stretches) assert.equal(allowSeek(policy, watched, from, start), start)
      }),
    )
  })

  it('never asks for more than is not watched', () => {
    fc.assert(
      fc.property(set, rules, (watched, given) => {
        const stretches = planMissing({ watched, duration: DURATION, rule: given }, 'free')
        assert.equal(
          coveredMilliseconds(union(watched, stretches)),
          coveredMilliseconds(watched) + coveredMilliseconds(stretches),
        )
      }),
    )
  })
})

describe('the next stretch of a plan', () => {
  const stretches: SegmentSet = [
    [10, 20],
    [40, 50],
  ]

  it('is the one that the position is in, or the first after it', () => {
    assert.deepEqual(nextStretch(stretches, 0), [10, 20])
    assert.deepEqual(nextStretch(stretches, 15), [10, 20])
    assert.deepEqual(nextStretch(stretches, 20), [40, 50])
  })

  it('is null after the last', () => {
    assert.isNull(nextStretch(stretches, 50))
    assert.isNull(nextStretch([], 0))
  })
})
