import { coveredMilliseconds, DEFAULT_RULE, judgeCompletion, type PlayedSegment } from '@enhancedhr/protocol'
import { assert } from 'chai'
import {
  HOUR,
  MINUTE,
  OPENED_AT,
  play,
  SECOND,
  seconds,
  TestLedger,
  type TestSession,
  WINDOW,
} from '../../support/evidence.js'

const RULE = { ...DEFAULT_RULE, requiredSegments: seconds([120, 180], [540, 600]), mode: 'all' as const }

function isComplete({ watched, duration }: TestSession, rule = DEFAULT_RULE): boolean {
  return judgeCompletion(rule, { watched, duration, end: null, quizPassed: false }).completed
}

function many(count: number, segment: (index: number) => PlayedSegment): PlayedSegment[] {
  return Array.from({ length: count }, (_, index) => segment(index))
}

describe('what an attack is worth (docs/ledger.md)', () => {
  it('A1: a seek to the end is worth the two seconds that were played', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    ledger.report(session, [play(1, 598, 600, 3)])
    assert.equal(coveredMilliseconds(session.watched), 2_000)
    assert.isFalse(isComplete(session))
  })

  it('A2: one second at each of a hundred places is a hundred seconds', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    ledger.report(
      session,
      many(100, (index) => play(index + 1, index * 6, index * 6 + 1, index * 2)),
    )
    const { percentTenths } = judgeCompletion(RULE, { ...session, end: null, quizPassed: false })
    assert.equal(coveredMilliseconds(session.watched), 100_000)
    assert.equal(percentTenths, 166)
  })

  for (const [rate, most] of [
    [1, 37.5],
    [16, 75],
  ] as const) {
    it(`A3: ten minutes in 37.5 s, declared at rate ${rate.toString()}, are worth what that time allows`, () => {
      const ledger = new TestLedger()
      const session = ledger.open()
      ledger.report(session, [play(1, 0, 600, 0, { rate, ended: 37_500 })])
      assert.equal(coveredMilliseconds(session.watched), most * 1_020)
    })
  }

  it('A4: ten minutes claimed a second after the start wait until they have passed', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const answer = ledger.report(session, [play(1, 0, 600, 0)], OPENED_AT + SECOND)
    assert.deepEqual([answer.through, session.watched], [0, []])
    ledger.report(session, [play(2, 0, 600, 0, { ended: 3_000 })], OPENED_AT + SECOND)
    assert.equal(coveredMilliseconds(session.watched), 3_060)
  })

  it('A6: two tabs that play different halves at once are worth one of them', () => {
    const ledger = new TestLedger()
    const [left, right] = [ledger.open(), ledger.open()]
    ledger.report(left, [play(1, 0, 300, 0)])
    ledger.report(right, [play(1, 300, 600, 0)])
    assert.equal(coveredMilliseconds(left.watched) + coveredMilliseconds(right.watched), 300_000)
  })

  it('A8: the same report fifty times changes nothing and is answered the same', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const report = [play(1, 0, 60, 0, { ended: 30_000 }), play(2, 100, 90, 40, { ended: 50_000 })]
    const { status, reasons, through } = ledger.report(session, report)
    const before = structuredClone(session)
    for (let time = 0; time < 50; time += 1) {
      const again = ledger.report(session, report)
      assert.deepEqual([again.status, again.reasons, again.through], [status, reasons, through])
    }
    assert.deepEqual(session, before)
  })

  it('A9: the same time with other media buys nothing new', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    ledger.report(session, [play(1, 0, 60, 0)])
    ledger.report(session, [play(2, 300, 360, 0)])
    assert.deepEqual(session.watched, seconds([0, 60]))
  })

  it('A10: two hours claimed five minutes after opening are worth five minutes at most', () => {
    const ledger = new TestLedger()
    const session = ledger.open({ duration: 2 * HOUR })
    const pieces = many(1_440, (index) => play(index + 1, index * 5, index * 5 + 5, index * 5))
    const answer = ledger.report(session, pieces, OPENED_AT + 5 * MINUTE)
    assert.equal(answer.through, 60)
    assert.equal(coveredMilliseconds(session.watched), 5 * MINUTE)
  })

  it('A11: a minute watched ten times is a minute watched and ten minutes played', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    ledger.report(
      session,
      many(10, (index) => play(index + 1, 0, 60, index * 60)),
    )
    assert.equal(coveredMilliseconds(session.watched), 60_000)
    assert.equal(coveredMilliseconds(ledger.charged), 600_000)
  })

  it('A12: what is reversed, unreadable or beyond the end falls away, and the valid rest is credited', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const answer = ledger.report(
      session,
      [
        play(1, 0, 10, 0),
        play(2, 87.833, 31.721, 0, { started: 10_000, ended: 20_000 }),
        play(3, 590, 700, 20),
        play(5, 10, 20, 200),
      ],
      undefined,
      [{ n: 4, from: 0, to: 0 }],
    )
    assert.deepEqual(session.watched, seconds([0, 20], [590, 600]))
    assert.deepEqual(answer.reasons.map(({ code }) => code).toSorted(), ['malformed', 'out_of_bounds', 'reversed'])
    assert.equal(answer.through, 5)
  })

  it('A13: twenty reports of five seconds each within one second are worth what passed', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    for (let index = 0; index < 20; index += 1) {
      ledger.report(session, [play(index + 1, index * 5, index * 5 + 5, 0, { ended: 1_000 })], OPENED_AT + SECOND)
    }
    assert.isAtMost(coveredMilliseconds(session.watched), 1_020)
  })

  it('A16: forty hours claimed on Friday of a session opened on Monday are worth one token', () => {
    const ledger = new TestLedger()
    const session = ledger.open({ duration: 40 * HOUR })
    const pieces = many(40, (index) => play(index + 1, index * 3600, (index + 1) * 3600, index * 3600))
    ledger.report(session, pieces, OPENED_AT + 96 * HOUR)
    assert.equal(coveredMilliseconds(session.watched), WINDOW)
  })

  it('A17: slivers of time are worth the time they are', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    ledger.report(
      session,
      many(1_000, (index) =>
        play(index + 1, index * 0.26, (index + 1) * 0.26, index * 0.01, {
          started: index * 10,
          ended: index * 10 + 10,
        }),
      ),
    )
    assert.isAtMost(coveredMilliseconds(session.watched), 10_200)
    for (const rate of [1.25, 1.5]) {
      const fast = ledger.open()
      const claims = many(3_000, (index) =>
        play(index + 1, 0, 0, 0, {
          from: index * 2,
          to: index * 2 + 2,
          rate,
          started: 60_000 * rate + index,
          ended: 60_000 * rate + index + 1,
        }),
      )
      ledger.report(fast, claims)
      assert.isAtMost(coveredMilliseconds(fast.watched), Math.floor(3_000 * rate * 1.02))
    }
  })

  it('A18: fifty sessions that each claim their slack get it once', () => {
    const ledger = new TestLedger()
    let total = 0
    for (let index = 0; index < 50; index += 1) {
      const session = ledger.open({ lessonId: `lesson-${index.toString()}` })
      ledger.report(session, [play(1, 0, 2, 0)], OPENED_AT)
      total += coveredMilliseconds(session.watched)
    }
    assert.equal(total, 2_000)
  })

  it('A21: short stretches at every quarter of a second never close the holes between them', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    ledger.report(
      session,
      many(1_000, (index) => play(index + 1, index * 0.26, index * 0.26 + 0.01, index * 0.26)),
    )
    assert.isAtMost(coveredMilliseconds(session.watched), 10_000)
    const longer = ledger.open()
    ledger.report(
      longer,
      many(1_000, (index) => play(index + 1, index * 0.26, index * 0.26 + 0.05, 400 + index * 0.26)),
    )
    assert.equal(coveredMilliseconds(longer.watched), 50_000)
  })

  it('A22: a ladder of segments, each 1 ms later, is worth the time it spans', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    // 2 ms apart in media, so that what each would buy beyond its share touches its neighbour's.
    const ladder = many(3_000, (index) =>
      play(index + 1, 0, 0, 0, { from: index * 2, to: index * 2 + 51, started: index, ended: index + 50 }),
    )
    ledger.report(session, ladder.slice(0, 1_500))
    ledger.report(session, ladder.slice(1_500))
    assert.isAtMost(coveredMilliseconds(session.watched), Math.floor(3_049 * 1.02))
  })
})

describe('what an honest learner keeps (docs/ledger.md)', () => {
  it('H1: the whole lesson at double rate, with three stalls, is complete', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const stalls = many(4, (index) => play(index + 1, index * 150, index * 150 + 150, index * 77, { rate: 2 }))
    assert.equal(ledger.report(session, stalls, OPENED_AT + 306 * SECOND).status, 'credited')
    assert.isTrue(isComplete(session, RULE))
  })

  it('H2: a clock that runs 100 ppm fast for a day loses nothing', () => {
    const ledger = new TestLedger()
    const day = 24 * HOUR
    const session = ledger.open({ duration: day, windows: [[OPENED_AT, OPENED_AT + 25 * HOUR]] })
    let sent: PlayedSegment[] = []
    for (let minute = 0; minute < 1_440; minute += 1) {
      const [started, ended] = [minute, minute + 1].map((at) => Math.round(at * MINUTE * 1.0001)) as [number, number]
      sent.push(play(minute + 1, 0, 0, 0, { from: started, to: ended, started, ended }))
      const { through } = ledger.report(session, sent, OPENED_AT + (minute + 1) * MINUTE)
      sent = sent.filter(({ n }) => n > through)
    }
    ledger.report(session, sent, OPENED_AT + day + MINUTE)
    assert.equal(coveredMilliseconds(session.watched), Math.min(day, Math.round(day * 1.0001)))
  })

  it('H3: forty minutes without network, delivered three hours later, count in full', () => {
    const ledger = new TestLedger()
    const session = ledger.open({ duration: HOUR })
    assert.equal(ledger.report(session, [play(1, 0, 2_400, 0)], OPENED_AT + 3 * HOUR).status, 'credited')
    assert.deepEqual(session.watched, seconds([0, 2_400]))
  })

  it('H4: stopped at 599.2 s is complete, at 100 %', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    ledger.report(session, [play(1, 0, 599.2, 0)])
    const { completed, percentTenths } = judgeCompletion(RULE, { ...session, end: null, quizPassed: false })
    assert.deepEqual([completed, percentTenths], [true, 1000])
  })

  it('H5: phone and laptop over the same time are credited their union, and lose only the overlap', () => {
    const ledger = new TestLedger()
    const phone = ledger.open()
    const laptop = ledger.open({ openedAt: OPENED_AT + 100 * SECOND })
    ledger.report(phone, [play(1, 0, 120, 0)])
    const answer = ledger.report(laptop, [play(1, 100, 300, 0)])
    assert.deepEqual(laptop.watched, seconds([120, 300]))
    assert.deepEqual(answer.reasons, [{ code: 'concurrent_session', lessonId: 'lesson', from: 100_000, to: 120_000 }])
  })

  it('H8: tokens renewed five times while playing give the same ledger as one that lasts', () => {
    const [renewed, lasting] = [new TestLedger(), new TestLedger()]
    const open = { duration: 5 * HOUR }
    const [session, other] = [
      renewed.open(open),
      lasting.open({ ...open, windows: [[OPENED_AT, OPENED_AT + 9 * HOUR]] }),
    ]
    for (let time = 1; time <= 5; time += 1) renewed.renew(session, OPENED_AT + time * HOUR)
    const pieces = many(500, (index) => play(index + 1, index * 30, index * 30 + 30, index * 30))
    renewed.report(session, pieces)
    lasting.report(other, pieces)
    assert.deepEqual(session.watched, seconds([0, 15_000]))
    assert.deepEqual([session.watched, renewed.charged], [other.watched, lasting.charged])
  })

  it('H9: a laptop that slept for an hour while the phone was used counts in full, and so does the phone', () => {
    const ledger = new TestLedger()
    const laptop = ledger.open({ lessonId: 'laptop', duration: HOUR })
    const phone = ledger.open({ lessonId: 'phone', duration: HOUR, openedAt: OPENED_AT + 10 * MINUTE })
    ledger.renew(laptop, OPENED_AT + 70 * MINUTE)
    ledger.report(phone, [play(1, 0, 3_000, 60)])
    const answer = ledger.report(laptop, [play(1, 0, 600, 0), play(2, 600, 900, 70 * 60)])
    assert.equal(answer.status, 'credited')
    assert.deepEqual([laptop.watched, phone.watched], [seconds([0, 900]), seconds([0, 3_000])])
  })

  it('H6: fifty pauses with small gaps in media leave a lesson that is complete', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const pieces = many(50, (index) =>
      play(index + 1, index * 12 + (index === 0 ? 0 : 0.1), index * 12 + 12, index * 20),
    )
    assert.equal(ledger.report(session, pieces).status, 'credited')
    assert.isTrue(isComplete(session, RULE))
  })

  it('H10: a thousand stretches of half a second lose nothing', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const places = Array.from({ length: 1_000 }, (_, index) => (index * 37) % 599)
    ledger.report(
      session,
      places.map((from, index) => play(index + 1, from, from + 0.5, index * 0.6)),
    )
    assert.deepEqual(session.watched, seconds(...places.map((from) => [from, from + 0.5] as const)))
  })

  it('H13: a twentieth watched is not complete', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    ledger.report(session, [play(1, 0, 30, 0)])
    assert.isFalse(isComplete(session))
  })

  it('H14: an hour with nine hiccups, sent every five seconds, is one stretch per hiccup', () => {
    const ledger = new TestLedger()
    const session = ledger.open({ duration: HOUR })
    let sent: PlayedSegment[] = []
    let n = 0
    for (let at = 0; at < 3_600; at += 5) {
      const from = at === 0 ? 0.15 : at % 400 === 0 ? at + 0.1 : at
      n += 1
      sent.push(play(n, from, at + 5, from + 1))
      const { through } = ledger.report(session, sent, OPENED_AT + (at + 7) * SECOND)
      if (n % 3 !== 0) sent = sent.filter((segment) => segment.n > through)
    }
    assert.lengthOf(session.watched, 9)
    assert.equal(coveredMilliseconds(session.watched), HOUR - 150 - 8 * 100)
  })
})
