import { assert } from 'chai'
import fc from 'fast-check'
import type { PlayedSegment, SegmentSet } from '@enhancedhr/protocol'
import { add, coveredMilliseconds, subtract } from '@enhancedhr/protocol'
import { anyStory, oneStory } from '../../support/arbitrary-evidence.js'
import { MillisecondModel, type ModelSession } from '../../support/millisecond-model.js'
import { LedgerBesideProduction } from '../../vectors/ledger-beside-production.js'
import { toWireSegment } from '../../vectors/wire-segment.js'
import { Greatest, proofRuns, printFigures } from './proof-runs.js'

const WHO = { tenant: 'default', learner: 'ada' }
/** Long after everything was played. */
const LATE = 3_600_000

const session = fc.record({
  lesson: fc.constantFrom('one', 'two'),
  openedAt: fc.integer({ min: 0, max: 1_500 }),
  renewals: fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 2 }),
})
const request = fc.record({
  session: fc.nat(),
  story: fc.oneof(anyStory, oneStory),
  hidden: fc.boolean(),
  muted: fc.boolean(),
})
const history = fc.record({
  sessions: fc.array(session, { minLength: 1, maxLength: 3 }),
  requests: fc.array(request, { minLength: 1, maxLength: 4 }),
  durations: fc.tuple(fc.integer({ min: 1, max: 3_000 }), fc.integer({ min: 1, max: 30_000 })),
  lifetime: fc.integer({ min: 1, max: 2_500 }),
  hiddenCounts: fc.boolean(),
  mutedCounts: fc.boolean(),
})

describe('the ledger beside a model that counts single milliseconds', () => {
  it('holds the same media and the same wall time, for any sessions, lessons, windows, policies and stories', async () => {
    const greatest = new Greatest()
    await fc.assert(
      fc.asyncProperty(history, async ({ sessions, requests, durations, lifetime, hiddenCounts, mutedCounts }) => {
        const policy = { hidden_counts: hiddenCounts, muted_counts: mutedCounts }
        const lessons = ['one', 'two'].map((id, index) => ({ id, duration: durations[index]!, policy }))
        const ledger = new LedgerBesideProduction()
        const token = { lifetime, offline_allowance: 0 }
        const startsAt = '1970-01-01T00:00:00.000Z'
        await ledger.begin({ id: 'model', title: '', starts_at: startsAt, lessons, token, steps: [] })
        const model = new MillisecondModel()
        const bench: ModelSession[] = []
        for (const [index, { lesson, openedAt, renewals }] of sessions.entries()) {
          await ledger.open(openedAt, index.toString(), WHO, lesson)
          let windows: SegmentSet = [[openedAt, openedAt + lifetime]]
          for (const at of renewals) {
            await ledger.renew(at, index.toString(), WHO)
            windows = add(windows, [at, at + lifetime])
          }
          const duration = durations[lesson === 'one' ? 0 : 1]
          bench.push({ openedAt, duration, windows, lesson, hiddenCounts, mutedCounts })
        }
        let next = 1
        for (const { session: pick, story, hidden, muted } of requests) {
          const index = pick % sessions.length
          const segments = story.map((segment, place): PlayedSegment => {
            const special = place % 3 === 0
            return { ...segment, n: segment.n + next, visible: !(hidden && special), muted: muted && special }
          })
          next += story.length
          const body = { position: null, duration: null, watched_segments: segments.map(toWireSegment), events: [] }
          const sent = { session: index.toString(), lessonId: sessions[index]!.lesson, body }
          await ledger.report(LATE, WHO, [sent])
          model.report(bench[index]!, segments)
        }
        for (const lesson of ['one', 'two']) {
          const { watched } = await ledger.readLesson(WHO, lesson, null, null)
          greatest.see('different media, ms', difference(watched, model.watched(lesson)))
          greatest.see('media held, ms', coveredMilliseconds(model.watched(lesson)))
          assert.deepEqual(watched, model.watched(lesson), lesson)
        }
        const charged = ledger.readCharges(WHO)
        greatest.see('different wall time, ms', difference(charged, model.charged))
        assert.deepEqual(charged, model.charged)
      }),
      proofRuns(),
    )
    printFigures('Beside the model of single milliseconds', greatest.values)
    assert.include(greatest.values, { 'different media, ms': 0, 'different wall time, ms': 0 })
    assert.isAbove(greatest.values['media held, ms']!, 1_000, 'the stories are worth something')
  })
})

/** Milliseconds that one of two sets holds and the other does not. */
function difference(one: SegmentSet, other: SegmentSet): number {
  return coveredMilliseconds(subtract(one, other)) + coveredMilliseconds(subtract(other, one))
}
