import {
  coveredMilliseconds,
  fromUnordered,
  intersect,
  type PlayedSegment,
  type Segment,
  type SegmentSet,
  subtract,
  union,
} from '@enhancedhr/protocol'
import { assert } from 'chai'
import fc from 'fast-check'
import { anyStory, oneStory } from '../../support/arbitrary-evidence.js'
import { OPENED_AT, TestLedger, type TestSession } from '../../support/evidence.js'
import { proofRuns } from '../proof/proof-runs.js'

const DURATION = 60_000
const NOW = OPENED_AT + 3_600_000

function claimed(segments: readonly PlayedSegment[]): SegmentSet {
  return fromUnordered(segments.map(({ from, to }): Segment => [from, to]))
}

function wall(segments: readonly PlayedSegment[], openedAt = OPENED_AT): SegmentSet {
  return fromUnordered(segments.map(({ started, ended }): Segment => [openedAt + started, openedAt + ended]))
}

/** Batches of a story: split at random, in any order, some of them sent again. */
function deliveries(
  story: fc.Arbitrary<PlayedSegment[]>,
): fc.Arbitrary<{ story: PlayedSegment[]; batches: PlayedSegment[][] }> {
  return story.chain((segments) =>
    fc
      .tuple(
        fc.shuffledSubarray(segments, { minLength: segments.length }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: segments.length, maxLength: segments.length }),
        fc.array(fc.nat(), { maxLength: 6 }),
      )
      .map(([order, sizes, again]) => {
        const batches: PlayedSegment[][] = []
        for (let at = 0, index = 0; at < order.length; index += 1) {
          batches.push(order.slice(at, at + sizes[index]!))
          at += sizes[index]!
        }
        return { story: segments, batches: [...batches, ...again.map((pick) => batches[pick % batches.length]!)] }
      }),
  )
}

function deliver(ledger: TestLedger, session: TestSession, batches: readonly PlayedSegment[][]): void {
  for (const batch of batches) ledger.report(session, batch, NOW)
}

describe('the judge, whatever is sent', () => {
  it('credits an honest player everything, in any order, split and resent in any way', () => {
    fc.assert(
      fc.property(deliveries(oneStory), ({ story, batches }) => {
        const ledger = new TestLedger()
        const session = ledger.open({ duration: DURATION })
        deliver(ledger, session, batches)
        assert.deepEqual(session.watched, claimed(story))
        assert.deepEqual(session.charged, wall(story))
        assert.equal(ledger.report(session, story, NOW).status, 'credited')
      }),
      proofRuns(),
    )
  })

  it('never credits more than the charged time, times the rate, times 1.02', () => {
    fc.assert(
      fc.property(fc.array(deliveries(anyStory), { minLength: 1, maxLength: 3 }), (tabs) => {
        const ledger = new TestLedger()
        let credit = 0
        for (const { batches } of tabs) {
          const session = ledger.open({ duration: DURATION })
          for (const batch of batches) {
            const before = ledger.charged
            const answer = ledger.report(session, batch, NOW)
            const rate = Math.max(...batch.map((segment) => Math.min(segment.rate, 2)))
            const charged = coveredMilliseconds(answer.charges)
            assert.isEmpty(intersect(before, answer.charges), 'charged twice')
            assert.isAtMost(coveredMilliseconds(answer.credits) * 1_000_000, charged * rate * 1_000 * 1_020)
          }
          credit += coveredMilliseconds(session.watched)
        }
        assert.isAtMost(credit * 100, coveredMilliseconds(ledger.charged) * 2 * 102)
        assert.isEmpty(subtract(ledger.charged, fromUnordered(tabs.flatMap(({ story }) => wall(story)))))
      }),
      proofRuns(),
    )
  })

  it('credits nothing that was not claimed, and explains everything that was claimed and is not credited', () => {
    fc.assert(
      fc.property(deliveries(anyStory), ({ story, batches }) => {
        const ledger = new TestLedger()
        const session = ledger.open({ duration: 1_500 })
        deliver(ledger, session, batches)
        const answer = ledger.report(session, story, NOW)
        const explained = fromUnordered(answer.reasons.map(({ from, to }): Segment => [from, to]))
        assert.isEmpty(subtract(session.watched, claimed(story)))
        assert.isEmpty(subtract(session.watched, [[0, 1_500]]))
        assert.isEmpty(intersect(explained, session.watched), 'explains what is watched')
        const unexplained = subtract(intersect(claimed(story), [[0, 1_500]]), union(session.watched, explained))
        assert.isEmpty(unexplained, 'neither credited nor explained')
      }),
      proofRuns(),
    )
  })

  it('answers the same evidence again with the same words, and changes nothing', () => {
    fc.assert(
      fc.property(deliveries(anyStory), ({ batches }) => {
        const ledger = new TestLedger()
        const session = ledger.open({ duration: DURATION })
        deliver(ledger, session, batches)
        // What waited beyond a hole is acknowledged when it comes again.
        for (const batch of batches) reportAgain(ledger, session, batch)
        const before = structuredClone({ session, charged: ledger.charged })
        const first = batches.map((batch) => reportAgain(ledger, session, batch))
        const second = batches.map((batch) => reportAgain(ledger, session, batch))
        assert.deepEqual(second, first)
        assert.deepEqual({ session, charged: ledger.charged }, before)
      }),
      proofRuns(),
    )
  })

  it('never keeps a stretch so short that it only makes the row grow', () => {
    fc.assert(
      fc.property(deliveries(anyStory), ({ batches }) => {
        const ledger = new TestLedger()
        const session = ledger.open({ duration: DURATION })
        for (const batch of batches) {
          const before = session.watched
          ledger.report(session, batch, NOW)
          const short = session.watched.filter(
            (part) => part[1] - part[0] < 40 && intersect(before, [part]).length === 0,
          )
          assert.isEmpty(short)
        }
      }),
      proofRuns(),
    )
  })

  it('charges the same wall time in whatever order contradicting stories come, slivers aside', () => {
    fc.assert(
      fc.property(fc.tuple(deliveries(anyStory), fc.boolean()), ([{ story, batches }, singly]) => {
        const [one, other] = [new TestLedger(), new TestLedger()]
        const [session, again] = [one.open({ duration: 10 * DURATION }), other.open({ duration: 10 * DURATION })]
        deliver(one, session, batches)
        // All at once, or each alone and the last of them first.
        deliver(other, again, singly ? story.toReversed().map((segment) => [segment]) : [story])
        const refused = [...session.outcomes.values(), ...again.outcomes.values()].flat()
        fc.pre(refused.every(({ code }) => code !== 'too_short') && story.every(({ from }) => from >= 0))
        assert.deepEqual(one.charged, other.charged)
      }),
      proofRuns(),
    )
  })
})

function reportAgain(ledger: TestLedger, session: TestSession, batch: PlayedSegment[]): unknown {
  const { status, reasons, through } = ledger.report(session, batch, NOW)
  return { status, reasons, through }
}
