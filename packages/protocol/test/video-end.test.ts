import { assert } from 'chai'
import fc from 'fast-check'
import { DEFAULT_RULE, judgeCompletion, tailMilliseconds } from '../src/rules/completion.js'
import { coveredMilliseconds, fromUnordered, intersect } from '../src/segment-set.js'
import { isSameDuration, videoEnd } from '../src/video-end.js'

const LESSON = 600_000

describe('where a video ends', () => {
  it('is its stored duration, or the reported one a little before it', () => {
    assert.equal(videoEnd(LESSON, null), LESSON)
    assert.equal(videoEnd(LESSON, 594_000), 594_000)
    assert.equal(videoEnd(10_000, 9_000), 9_000)
    assert.isNull(videoEnd(null, 9_000))
  })

  it('is not moved by a duration that is far off, longer, or not a number', () => {
    for (const reported of [593_999, 10_000, 0, -1, -594_000, NaN, Infinity, 600_001, 606_001, 900_000]) {
      assert.equal(videoEnd(LESSON, reported), LESSON)
    }
  })

  it('is never in the first half of the video, however short that is', () => {
    assert.equal(videoEnd(1_000, 500), 1_000)
    assert.equal(videoEnd(1_000, 501), 501)
    assert.equal(videoEnd(40, 1), 40)
    assert.isFalse(isSameDuration(0, 0))
  })

  it('gives a learner who claims an end no more than the tolerance', () => {
    const stored = fc.integer({ min: 40, max: LESSON })
    const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: LESSON }), fc.integer({ min: 0, max: LESSON })))
    const share = fc.integer({ min: 1, max: 1_000 })
    fc.assert(
      fc.property(
        stored,
        fc.integer({ min: -LESSON, max: 2 * LESSON }),
        pairs,
        share,
        (duration, claim, list, asked) => {
          const watched = fromUnordered(list)
          const end = videoEnd(duration, claim)!
          assert.isAtMost(duration - end, Math.max(1_000, Math.floor(duration / 100)))
          assert.isAbove(2 * end, duration)
          const rule = { ...DEFAULT_RULE, thresholdPerMille: asked }
          if (!judgeCompletion(rule, { watched, duration, end, quizPassed: false }).completed) return
          const seen = coveredMilliseconds(intersect(watched, [[0, duration]]))
          const forgiven = Math.floor(duration / 100) + tailMilliseconds(duration)
          assert.isAtLeast((seen + forgiven) * 1_000, asked * end)
        },
      ),
    )
  })
})
