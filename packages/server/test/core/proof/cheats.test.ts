import { CLOCK_SLACK_MS, coveredMilliseconds, type PlayedSegment } from '@enhancedhr/protocol'
import { assert } from 'chai'
import fc from 'fast-check'
import { anyStory } from '../../support/arbitrary-evidence.js'
import { LedgerBesideProduction } from '../../vectors/ledger-beside-production.js'
import { toWireSegment } from '../../vectors/wire-segment.js'
import { Greatest, proofRuns, printFigures } from './proof-runs.js'

const WHO = { tenant: 'default', learner: 'eve' }
const LESSONS = ['one', 'two', 'three'] as const
const MAX_RATE = 2
const TOLERANCE = 1.02

/** What a cheat may do: anything that can be sent. Stories are put to any time, most of them to the time at hand. */
const move = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('report' as const),
      session: fc.nat(),
      story: anyStory,
      shift: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 6_000 })),
      fromNow: fc.boolean(),
      place: fc.integer({ min: 0, max: 60_000 }),
      sameNumbers: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open' as const), lesson: fc.constantFrom(...LESSONS) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('renew' as const), session: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('attempt' as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 5_000 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('again' as const), pick: fc.nat() }) },
)
const attack = fc.array(move, { minLength: 2, maxLength: 10 })

describe('a cheat who may send anything', () => {
  it('gains nothing beyond the time that passed, times the rate, times 1.02, whatever is sent in whatever order', async () => {
    const greatest = new Greatest()
    await fc.assert(
      fc.asyncProperty(attack, async (moves) => {
        const ledger = new LedgerBesideProduction()
        const lessons = LESSONS.map((id) => ({ id, duration: 60_000 }))
        await ledger.begin({ id: 'attack', title: '', lessons, steps: [] })
        const sessions = [{ name: '0', lesson: 'one', openedAt: 0, next: 1 }]
        await ledger.open(0, '0', WHO, 'one')
        const sent: { session: string; lessonId: string; body: object; rate: number }[] = []
        let now = 0
        const send = async (report: (typeof sent)[number]) => {
          const before = total(ledger)
          const { session, lessonId, body } = report
          await ledger.report(now, WHO, [{ session, lessonId, body: { ...body } }])
          const after = total(ledger)
          const [credit, charge] = [after.credit - before.credit, after.charge - before.charge]
          assert.isAtMost(credit * 1_000_000, charge * Math.min(report.rate, MAX_RATE) * 1_000 * 1_020, 'of a report')
        }
        for (const step of moves) {
          if (step.do === 'pass') now += step.ms
          else if (step.do === 'attempt') await ledger.startAttempt(now, WHO)
          else if (step.do === 'open') {
            const name = sessions.length.toString()
            sessions.push({ name, lesson: step.lesson, openedAt: now, next: 1 })
            await ledger.open(now, name, WHO, step.lesson)
          } else if (step.do === 'renew') {
            await ledger.renew(now, sessions[step.session % sessions.length]!.name, WHO)
          } else if (step.do === 'again') {
            const report = sent[step.pick % Math.max(1, sent.length)]
            if (report) await send(report)
          } else {
            const session = sessions[step.session % sessions.length]!
            const base = step.fromNow ? now - session.openedAt + CLOCK_SLACK_MS - step.shift : step.shift
            const length = Math.max(...step.story.map(({ ended }) => ended))
            const shift = Math.max(0, step.fromNow ? base - length : base)
            const segments = step.story.map((segment): PlayedSegment => {
              const { n, from, to, started, ended } = segment
              const placed = { from: from + step.place, to: to + step.place }
              const number = step.sameNumbers ? n : n + session.next
              return { ...segment, ...placed, n: number, started: started + shift, ended: ended + shift }
            })
            session.next += step.story.length
            const body = { position: null, duration: 1, watched_segments: segments.map(toWireSegment), events: [] }
            const rate = Math.max(...segments.map((segment) => segment.rate))
            sent.push({ session: session.name, lessonId: session.lesson, body, rate })
            await send(sent.at(-1)!)
          }
        }
        const { credit, charge } = total(ledger)
        assert.isAtMost(charge, now + CLOCK_SLACK_MS, 'more wall time than passed')
        assert.isAtMost(credit * 1_000, charge * MAX_RATE * 1_020, 'more media than the wall time buys')
        greatest.see(
          'media beyond charged time × rate × 1.02 (must not be above 0), ms',
          Math.ceil(credit - charge * MAX_RATE * TOLERANCE),
        )
        greatest.see('media beyond charged time × rate, within the 2 %, ms', credit - charge * MAX_RATE)
        greatest.see('wall time charged beyond the time that passed (slack 2,000), ms', charge - now)
        greatest.see('media credited in one attack, ms', credit)
      }),
      proofRuns(),
    )
    printFigures('Cheats', greatest.values)
  })
})

/** All that the learner has, over every lesson and attempt. */
function total(ledger: LedgerBesideProduction): { credit: number; charge: number } {
  const { watched, playing } = ledger.readTotals(WHO)
  const charge = coveredMilliseconds(ledger.readCharges(WHO))
  assert.equal(playing, charge, 'playing time is what was charged')
  return { credit: watched, charge }
}
