import { assert } from 'chai'
import { judge } from '../../../src/core/judge/judge.js'
import { DEFAULT_POLICY } from '../../../src/core/policy.js'
import { HOUR, MINUTE, OPENED_AT, play, SECOND, seconds, TestLedger, WINDOW } from '../../support/evidence.js'

const DAY = 24 * HOUR

describe('the rules of the judge', () => {
  it('credits what was played and charges the time it took', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const answer = ledger.report(session, [play(1, 10, 20, 5)])
    assert.deepEqual(session.watched, seconds([10, 20]))
    assert.deepEqual(session.charged, [[OPENED_AT + 5 * SECOND, OPENED_AT + 15 * SECOND]])
    assert.include(answer, { status: 'credited', through: 1 })
    assert.deepEqual(answer.reasons, [])
  })

  it('answers waiting while a report holds only what is still to come, and credited once it is judged', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const second = [play(2, 60, 120, 60)]
    assert.include(ledger.report(session, second, OPENED_AT + SECOND), { status: 'waiting', through: 0 })
    assert.deepEqual(session.watched, [])
    const both = [play(1, 0, 60, 0), ...second]
    assert.include(ledger.report(session, both, OPENED_AT + 60 * SECOND), { status: 'credited', through: 1 })
    assert.include(ledger.report(session, second, OPENED_AT + 60 * SECOND), { status: 'waiting', through: 1 })
    assert.include(ledger.report(session, second, OPENED_AT + 120 * SECOND), { status: 'credited', through: 2 })
    assert.include(ledger.report(session, []), { status: 'credited', through: 2 })
  })

  it('credits what lies beyond a hole in the numbers, and answers waiting until the hole is filled or proves empty', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const [first, second, third] = [play(1, 0, 10, 0), play(2, 10, 20, 10), play(3, 20, 30, 20)]
    assert.include(ledger.report(session, [second]), { status: 'waiting', through: 0 })
    assert.deepEqual(session.watched, seconds([10, 20]))
    assert.include(ledger.report(session, [first]), { status: 'credited', through: 1 })
    assert.include(ledger.report(session, [second, third]), { status: 'credited', through: 3 })
    // Number 4 was dropped by the player: that 5 comes again without it proves that 4 does not exist.
    const fifth = play(5, 40, 50, 40)
    assert.include(ledger.report(session, [fifth]), { status: 'waiting', through: 3 })
    assert.include(ledger.report(session, [fifth]), { status: 'credited', through: 5 })
    assert.deepEqual(session.watched, seconds([0, 30], [40, 50]))
  })

  it('lets nothing wait beyond a hole that would not be known again', () => {
    const evidence = { segments: [play(2, 0, 10, 0)], malformed: [] }
    const session = new TestLedger().open()
    const charges = { session: [], learner: [], others: [] }
    const through = (remembers: boolean) =>
      judge(evidence, { ...session, remembers }, charges, DEFAULT_POLICY, OPENED_AT + HOUR).through
    assert.equal(through(false), 2)
    assert.equal(through(true), 0)
  })

  for (const [words, more] of [
    ['ends before it starts', { started: 5_000, ended: 5_000 }],
    ['starts before the session', { started: -1, ended: 5_000 }],
    ['is longer than six hours', { started: 0, ended: 6 * HOUR + 1 }],
    ['has a fraction of a millisecond', { from: 0.5 }],
    ['has a number that is not one', { to: Number.NaN }],
    ['has an endless number', { to: Number.POSITIVE_INFINITY }],
    ['has a rate of 0', { rate: 0 }],
    ['has a number beyond what a row holds', { n: 2 ** 31 }],
    ['has a clock beyond the calendar', { started: 2 ** 52, ended: 2 ** 52 + 1 }],
  ] as const) {
    it(`drops a segment alone that ${words}`, () => {
      const ledger = new TestLedger()
      const session = ledger.open()
      const answer = ledger.report(session, [play(1, 0, 10, 0), play(2, 10, 20, 10, more), play(3, 20, 30, 20)])
      assert.deepEqual(session.watched, seconds([0, 10], [20, 30]))
      assert.equal(answer.through, 3)
      assert.equal(answer.status, 'partly')
      assert.deepEqual([...new Set(answer.reasons.map(({ code }) => code))], ['malformed'])
    })
  }

  it('passes a segment that could not be read', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const answer = ledger.report(session, [play(1, 0, 10, 0)], undefined, [{ n: 2, from: 0, to: 0 }])
    assert.equal(answer.through, 2)
    assert.deepEqual(answer.reasons, [{ code: 'malformed', from: 0, to: 0 }])
  })

  it('lets the first content of a number stand', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    ledger.report(session, [play(1, 0, 10, 0)])
    const answer = ledger.report(session, [play(1, 50, 60, 20)])
    assert.deepEqual(session.watched, seconds([0, 10]))
    assert.deepEqual(answer.reasons, [{ code: 'n_reused', from: 50_000, to: 60_000 }])
    assert.equal(answer.status, 'uncredited')
    assert.equal(answer.through, 1)
  })

  it('keeps nothing of a segment that ends in the future, nor of what follows it, until its time has come', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const report = [play(1, 0, 10, 0), play(2, 10, 20, 10), play(3, 100, 105, 3)]
    const early = ledger.report(session, report, OPENED_AT + 17_999)
    assert.equal(early.through, 1)
    assert.deepEqual(session.watched, seconds([0, 10]))
    const inTime = ledger.report(session, report, OPENED_AT + 18_000)
    assert.equal(inTime.through, 3)
    assert.deepEqual(session.watched, seconds([0, 20]))
  })

  it('refuses wall time of more than 35 days ago, and only that', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const answer = ledger.report(session, [play(1, 0, 10, 0)], OPENED_AT + 35 * DAY + 4 * SECOND)
    assert.deepEqual(session.watched, seconds([4, 10]))
    assert.deepEqual(answer.reasons, [{ code: 'too_old', from: 0, to: 4_000 }])
  })

  it('credits only inside the windows of the tokens that were handed over', () => {
    const ledger = new TestLedger()
    const session = ledger.open({ duration: 5 * HOUR, windows: [[OPENED_AT, OPENED_AT + WINDOW]] })
    const answer = ledger.report(session, [play(1, 0, 5400, 0)])
    assert.deepEqual(session.watched, seconds([0, 4500]))
    assert.deepEqual(answer.reasons, [{ code: 'token_window', from: 4_500_000, to: 5_400_000 }])
    assert.deepEqual(ledger.charged, [[OPENED_AT, OPENED_AT + WINDOW]])
  })

  it('joins the windows of renewed tokens without a seam', () => {
    const ledger = new TestLedger()
    const session = ledger.open({ duration: 5 * HOUR })
    ledger.renew(session, OPENED_AT + 30 * MINUTE)
    const answer = ledger.report(session, [play(1, 0, 6000, 0)])
    assert.equal(answer.status, 'credited')
    assert.deepEqual(session.watched, seconds([0, 6000]))
  })

  it('clamps media to the duration, without a word up to a second beyond', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const answer = ledger.report(session, [play(1, 590, 601, 0)])
    assert.deepEqual(session.watched, seconds([590, 600]))
    assert.deepEqual(ledger.charged, [[OPENED_AT, OPENED_AT + 10 * SECOND]])
    assert.equal(answer.status, 'credited')
  })

  it('reports what lies further beyond the end, or before the beginning', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const answer = ledger.report(session, [play(1, 590, 700, 0), play(2, -5, 5, 200), play(3, 700, 710, 300)])
    assert.deepEqual(session.watched, seconds([0, 5], [590, 600]))
    assert.deepEqual(answer.reasons, [
      { code: 'out_of_bounds', from: -5_000, to: 0 },
      { code: 'out_of_bounds', from: 600_000, to: 710_000 },
    ])
  })

  it('refuses a reversed segment, and lists none that stands still', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const answer = ledger.report(session, [
      play(1, 87.833, 31.721, 0, { started: 0, ended: 60_000 }),
      play(2, 40, 40, 0, { started: 60_000, ended: 70_000 }),
    ])
    assert.deepEqual(session.watched, [])
    assert.deepEqual(ledger.charged, [])
    assert.deepEqual(answer.reasons, [{ code: 'reversed', from: 31_721, to: 87_833 }])
    assert.equal(answer.through, 2)
  })

  it('counts a hidden page and a muted video unless the lesson says otherwise', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const answer = ledger.report(session, [play(1, 0, 10, 0, { visible: false, muted: true })])
    assert.equal(answer.status, 'credited')
    assert.deepEqual(session.watched, seconds([0, 10]))
  })

  it('refuses hidden and muted playing where the lesson does not count it, and charges no time for it', () => {
    const ledger = new TestLedger()
    const strict = ledger.open({ policy: { hiddenCounts: false, mutedCounts: false } })
    const answer = ledger.report(strict, [
      play(1, 0, 10, 0, { visible: false }),
      play(2, 10, 20, 10, { muted: true }),
      play(3, 20, 30, 20, { visible: false, muted: true }),
      play(4, 30, 40, 30),
    ])
    assert.deepEqual(strict.watched, seconds([30, 40]))
    assert.deepEqual(ledger.charged, [[OPENED_AT + 30 * SECOND, OPENED_AT + 40 * SECOND]])
    assert.deepEqual(answer.reasons, [
      { code: 'hidden', from: 0, to: 10_000 },
      { code: 'hidden', from: 20_000, to: 30_000 },
      { code: 'muted', from: 10_000, to: 20_000 },
    ])
  })

  it('asks in the order of the rules, so each millisecond is refused by the first that does not let it pass', () => {
    const ledger = new TestLedger()
    const session = ledger.open({
      windows: [[OPENED_AT + 5 * SECOND, OPENED_AT + HOUR]],
      policy: { hiddenCounts: false },
    })
    const answer = ledger.report(session, [
      play(1, 700, 710, 0, { visible: false }),
      play(2, 700, 710, 10),
      play(3, 100, 80, 0, { started: 0, ended: 10 * SECOND }),
    ])
    assert.deepEqual(answer.reasons, [
      { code: 'token_window', from: 90_000, to: 100_000 },
      { code: 'token_window', from: 700_000, to: 705_000 },
      { code: 'hidden', from: 705_000, to: 710_000 },
      { code: 'reversed', from: 80_000, to: 90_000 },
      { code: 'out_of_bounds', from: 700_000, to: 710_000 },
    ])
    assert.deepEqual(ledger.charged, [])
  })

  it('cuts what is faster than declared as time_budget, and than allowed as rate_cap', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const answer = ledger.report(session, [
      play(1, 0, 100, 0, { ended: 10_000 }),
      play(2, 200, 360, 10, { rate: 16, started: 10_000, ended: 20_000 }),
    ])
    assert.deepEqual(session.watched, seconds([0, 10.2], [200, 220.4]))
    assert.deepEqual(answer.reasons, [
      { code: 'rate_cap', from: 220_400, to: 360_000 },
      { code: 'time_budget', from: 10_200, to: 100_000 },
    ])
    assert.deepEqual(ledger.charged, [[OPENED_AT, OPENED_AT + 20 * SECOND]])
  })

  it('charges a moment once in a session', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    ledger.report(session, [play(1, 0, 10, 0)])
    const answer = ledger.report(session, [play(2, 100, 110, 5)])
    assert.deepEqual(session.watched, seconds([0, 10], [105, 110]))
    assert.deepEqual(answer.reasons, [{ code: 'already_charged', from: 100_000, to: 105_000 }])
  })

  it('charges a moment once over all sessions, and names the lesson that got it', () => {
    const ledger = new TestLedger()
    const [first, second] = [ledger.open({ lessonId: 'first' }), ledger.open({ lessonId: 'second' })]
    ledger.report(first, [play(1, 0, 10, 0)])
    const answer = ledger.report(second, [play(1, 300, 315, 0)])
    assert.deepEqual(second.watched, seconds([310, 315]))
    assert.deepEqual(answer.reasons, [{ code: 'concurrent_session', lessonId: 'first', from: 300_000, to: 310_000 }])
    assert.equal(answer.status, 'partly')
  })

  it('gives no reason for refused media that is watched all the same', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    ledger.report(session, [play(1, 0, 10, 0)])
    const answer = ledger.report(session, [play(2, 0, 10, 5)])
    assert.equal(answer.status, 'credited')
    assert.deepEqual(answer.reasons, [])
  })

  it('answers that a report is credited once other evidence has filled what it lost', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const fast = play(1, 0, 100, 0, { ended: 10_000 })
    assert.equal(ledger.report(session, [fast]).status, 'partly')
    ledger.report(session, [play(2, 10, 101, 20)])
    assert.equal(ledger.report(session, [fast]).status, 'credited')
  })

  it('credits no stretch under 40 ms that touches nothing, and charges no time for it', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const answer = ledger.report(session, [play(1, 10, 10.039, 0), play(2, 20, 20.04, 1)])
    assert.deepEqual(session.watched, seconds([20, 20.04]))
    assert.deepEqual(answer.reasons, [{ code: 'too_short', from: 10_000, to: 10_039 }])
    assert.deepEqual(ledger.charged, [[OPENED_AT + 1_000, OPENED_AT + 1_040]])
  })

  it('credits short stretches that touch what the same batch credits, before or after them', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    const answer = ledger.report(session, [play(1, 10, 10.02, 0), play(2, 10.02, 11, 0.02), play(3, 11, 11.01, 1)])
    assert.equal(answer.status, 'credited')
    assert.deepEqual(session.watched, seconds([10, 11.01]))
  })

  it('credits a short stretch that touches what is watched', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    ledger.report(session, [play(1, 0, 10, 0)])
    ledger.report(session, [play(2, 10, 10.005, 10)])
    assert.deepEqual(session.watched, seconds([0, 10.005]))
  })

  it('gives the time of a refused sliver to whatever else was played then', () => {
    const ledger = new TestLedger()
    const session = ledger.open()
    ledger.report(session, [play(1, 300, 300.03, 0), play(2, 0, 10, 0)])
    assert.deepEqual(session.watched, seconds([0, 10]))
  })

  it('takes only touching or long stretches once a lesson holds 2,048 of them', () => {
    const ledger = new TestLedger()
    const session = ledger.open({ duration: HOUR })
    const many = Array.from({ length: 2_048 }, (_, index) => play(index + 1, index, index + 0.1, index))
    ledger.report(session, many)
    assert.lengthOf(session.watched, 2_048)
    const answer = ledger.report(session, [
      play(3_000, 3_000, 3_000.9, 3_000),
      play(3_001, 3_100, 3_101, 3_100),
      play(3_002, 0.1, 0.3, 3_200),
    ])
    assert.deepEqual(answer.reasons, [{ code: 'too_fragmented', from: 3_000_000, to: 3_000_900 }])
    assert.lengthOf(session.watched, 2_049)
    assert.deepEqual(session.watched[0], [0, 300])
  })

  it('keeps the map exact for the longest segment over the longest media', () => {
    const ledger = new TestLedger()
    const session = ledger.open({ duration: 2 ** 31 - 1, windows: [[OPENED_AT + 1, OPENED_AT + 6 * HOUR]] })
    const segment = play(1, 0, 0, 0, { from: 1, to: 2 ** 31 - 1, ended: 6 * HOUR, rate: 2 })
    ledger.report(session, [segment])
    const first = Number((BigInt(1) * BigInt(2 ** 31 - 2)) / BigInt(6 * HOUR)) + 1
    assert.equal(session.watched[0]?.[0], first)
  })
})
