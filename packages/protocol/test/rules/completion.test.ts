import { assert } from 'chai'
import fc from 'fast-check'
import type { CompletionRule } from '../../src/rules/completion.js'
import { countedAsWatched, DEFAULT_RULE, judgeCompletion, tailMilliseconds } from '../../src/rules/completion.js'
import { coveredMilliseconds, fromUnordered, intersect, subtract } from '../../src/segment-set.js'
import { segs } from '../support/segs.js'

const LESSON = 600_000
const REQUIRED = segs('120000-180000 540000-600000')
const rule = (changes: Partial<CompletionRule>): CompletionRule => ({ ...DEFAULT_RULE, ...changes })
const judge = (watched: string, asked = DEFAULT_RULE, quizPassed = false) =>
  judgeCompletion(asked, { watched: segs(watched), duration: LESSON, end: null, quizPassed })

const watchedSet = fc
  .array(fc.tuple(fc.integer({ min: 0, max: LESSON }), fc.integer({ min: 0, max: LESSON })), { maxLength: 30 })
  .map(fromUnordered)

describe('lesson completion', () => {
  it('asks for nine tenths of the duration when the lesson names no rule', () => {
    assert.isTrue(judge('0-540000').completed)
    assert.isFalse(judge('0-539999').completed)
    assert.isFalse(judge('0-30000').completed)
  })

  it('gives per cent in tenths, rounded down', () => {
    assert.equal(judge('0-83200').percentTenths, 138)
    assert.equal(judge('0-539999').percentTenths, 899)
    assert.equal(judge('').percentTenths, 0)
  })

  it('takes one criterion with `any` and needs both with `all`', () => {
    const withRequired = { requiredSegments: REQUIRED }
    assert.isTrue(judge('120000-180000 540000-600000', rule(withRequired)).completed)
    assert.isFalse(judge('120000-180000 540000-600000', rule({ ...withRequired, mode: 'all' })).completed)
    assert.isTrue(judge('0-600000', rule({ ...withRequired, mode: 'all' })).completed)
    assert.isTrue(judge('0-120000 180000-600000', rule(withRequired)).completed)
    assert.isFalse(judge('0-120000 180000-600000', rule({ ...withRequired, mode: 'all' })).completed)
  })

  it('is never reached by a rule that asks for nothing, nor without a duration', () => {
    for (const mode of ['any', 'all'] as const) {
      for (const thresholdPerMille of [null, 0]) {
        const nothing = rule({ thresholdPerMille, mode })
        assert.isFalse(
          judgeCompletion(nothing, { watched: [], duration: LESSON, end: null, quizPassed: true }).completed,
        )
      }
      for (const duration of [null, 0]) {
        const asked = rule({ thresholdPerMille: 0, requiredSegments: REQUIRED, mode })
        const judgement = judgeCompletion(asked, { watched: segs('0-600000'), duration, end: null, quizPassed: true })
        assert.isFalse(judgement.completed)
        assert.equal(judgement.percentTenths, 0)
      }
    }
  })

  it('needs the quiz besides what was watched, where the lesson has one', () => {
    const asked = rule({ quizRequired: true })
    assert.isFalse(judge('0-600000', asked).completed)
    assert.isFalse(judge('', asked, true).completed)
    assert.isTrue(judge('0-600000', asked, true).completed)
    assert.deepEqual(judge('0-600000', asked).requirements, [
      { kind: 'threshold', met: true },
      { kind: 'quiz', met: false },
    ])
  })

  it('counts the tail when a stretch as long as the tail reaches it, and says 100 %', () => {
    assert.equal(judge('0-599200').percentTenths, 1000)
    assert.equal(judge('0-598000').percentTenths, 1000)
    assert.equal(judge('0-597999').percentTenths, 996)
    // What is watched in the tail itself takes nothing away.
    assert.equal(judge('0-598000 598001-598002').percentTenths, 1000)
    // Seeking to the end and watching less than the tail reaches nothing.
    assert.equal(coveredMilliseconds(countedAsWatched(segs('598500-600000'), LESSON)), 1500)
  })

  it('closes holes of a quarter second until they are one per cent together, and no larger ones', () => {
    assert.deepEqual(countedAsWatched(segs('0-1000 1250-2000'), LESSON), segs('0-2000'))
    assert.deepEqual(countedAsWatched(segs('0-1000 1251-2000'), LESSON), segs('0-1000 1251-2000'))
    const slivers = fromUnordered(Array.from({ length: 2400 }, (_, i) => [i * 250, i * 250 + 10] as const))
    const counted = coveredMilliseconds(countedAsWatched(slivers, LESSON))
    assert.isAtMost(counted, coveredMilliseconds(slivers) + LESSON * 0.01 + tailMilliseconds(LESSON))
  })

  it('forgives a required segment a twentieth or half a second, and never half of it', () => {
    const asked = (text: string) => rule({ thresholdPerMille: null, requiredSegments: segs(text) })
    assert.isTrue(judge('123000-180000', asked('120000-180000')).completed)
    assert.isFalse(judge('123001-180000', asked('120000-180000')).completed)
    assert.isTrue(judge('120500-124000', asked('120000-124000')).completed)
    assert.isTrue(judge('120300-120600', asked('120000-120600')).completed)
    assert.isFalse(judge('120301-120600', asked('120000-120600')).completed)
    assert.isFalse(judge('', asked('120000-120001')).completed)
  })

  it('forgives a late start like any other hole of a quarter second', () => {
    const whole = rule({ thresholdPerMille: 1000 })
    assert.isTrue(judge('250-600000', whole).completed)
    assert.isFalse(judge('251-600000', whole).completed)
  })

  it('forgives the small holes of pauses in a required segment, and never half of it', () => {
    const asked = (text: string) => rule({ thresholdPerMille: null, requiredSegments: segs(text) })
    const pauses = Array.from({ length: 25 }, (_, i) => [120_000 + i * 2_400, 120_000 + i * 2_400 + 2_200] as const)
    const watched = fromUnordered(pauses)
    assert.isTrue(
      judgeCompletion(asked('120000-180000'), { watched, duration: LESSON, end: null, quizPassed: false }).completed,
    )
    const slivers = fromUnordered(
      Array.from({ length: 20 }, (_, i) => [120_000 + i * 280, 120_000 + i * 280 + 40] as const),
    )
    const sparse = { watched: slivers, duration: LESSON, end: null, quizPassed: false }
    assert.isFalse(judgeCompletion(asked('120000-125360'), sparse).completed)
  })

  it('gives a required segment nothing of the tail', () => {
    const asked = rule({ thresholdPerMille: null, requiredSegments: segs('596000-600000') })
    assert.isFalse(judge('590000-599499', asked).completed)
    assert.isTrue(judge('590000-599500', asked).completed)
  })

  it('never counts less than what is watched, nor more than holes and tail allow', () => {
    fc.assert(
      fc.property(watchedSet, (watched) => {
        const counted = countedAsWatched(watched, LESSON)
        const inside = intersect(watched, [[0, LESSON]])
        assert.deepEqual(subtract(inside, counted), [])
        const extra = coveredMilliseconds(counted) - coveredMilliseconds(inside)
        assert.isAtMost(extra, LESSON / 100 + tailMilliseconds(LESSON))
      }),
    )
  })

  it('measures against the end of the video, and takes required segments to end there', () => {
    const asked = (changes: Partial<CompletionRule>, watched: string, end: number | null) =>
      judgeCompletion(rule(changes), { watched: segs(watched), duration: 10_000, end, quizPassed: false })
    const whole = { thresholdPerMille: 1000 }
    assert.isFalse(asked(whole, '0-9500', null).completed)
    assert.isTrue(asked(whole, '0-9500', 9_500).completed)
    assert.equal(asked(whole, '0-9500', 9_500).percentTenths, 1000)
    assert.equal(asked(whole, '0-10000', 9_500).percentTenths, 1000)
    const last = { thresholdPerMille: null, requiredSegments: segs('8000-10000') }
    assert.isTrue(asked(last, '8000-9500', 9_500).completed)
    assert.isFalse(asked(last, '8501-9500', 9_500).completed)
    // Less than half of it lies before the end: nothing that is watched makes up for that.
    const beyond = { thresholdPerMille: null, requiredSegments: segs('9400-10000') }
    assert.isFalse(asked(beyond, '0-9500', 9_500).completed)
    assert.isFalse(asked({ ...beyond, requiredSegments: segs('9600-10000') }, '', 9_500).completed)
  })

  it('is never lost by watching more', () => {
    fc.assert(
      fc.property(watchedSet, watchedSet, fc.constantFrom('any' as const, 'all' as const), (some, others, mode) => {
        const asked = rule({ requiredSegments: REQUIRED, mode, thresholdPerMille: 500 })
        const before = judgeCompletion(asked, { watched: some, duration: LESSON, end: null, quizPassed: false })
        const more = fromUnordered([...some, ...others])
        const after = judgeCompletion(asked, { watched: more, duration: LESSON, end: null, quizPassed: false })
        assert.isTrue(!before.completed || after.completed || withinForgiveness(some, more))
      }),
    )
  })
})

/** Forgiven holes compete for one per cent: more watching may spend it elsewhere, by at most that much. */
function withinForgiveness(some: ReturnType<typeof segs>, more: ReturnType<typeof segs>): boolean {
  const gained = coveredMilliseconds(more) - coveredMilliseconds(some)
  return gained <= LESSON / 100 + tailMilliseconds(LESSON)
}
