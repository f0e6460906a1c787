import { assert } from 'chai'
import fc from 'fast-check'
import {
  createRenewal,
  isFresh,
  renewal,
  type RenewalEffect,
  type RenewalEvent,
  type RenewalOutcome,
  type RenewalState,
} from '../../../src/core/access/token-renewal.js'

const TERMS = { lifetime: 900_000, creditWindow: 4_500_000 }
const RENEWED: RenewalOutcome = { kind: 'renewed', terms: TERMS }
const UNREACHABLE: RenewalOutcome = {
  kind: 'failed',
  failure: { code: 'endpoint_unreachable', retryable: true, retryAfter: null },
}
const LIMITED: RenewalOutcome = { kind: 'failed', failure: { code: 'rate_limited', retryable: true, retryAfter: 20 } }
const DENIED: RenewalOutcome = {
  kind: 'ended',
  failure: { code: 'entitlement_denied', retryable: false, retryAfter: null },
}

type Bare = RenewalEvent extends infer Event ? (Event extends unknown ? Omit<Event, 'now' | 'date'> : never) : never

/** A renewal that is driven through time; its clocks are 1 s and a million milliseconds old. */
class Driver {
  now = 1_000
  date = 1_000_000
  state: RenewalState
  effects: RenewalEffect[] = []

  constructor(terms = TERMS) {
    this.state = createRenewal(terms, this.now, this)
  }

  pass(milliseconds: number): this {
    this.now += milliseconds
    this.date += milliseconds
    return this
  }

  /** The device sleeps: only the date goes on. */
  sleep(milliseconds: number): this {
    this.date += milliseconds
    return this
  }

  do(event: Bare): string[] {
    const { now, date } = this
    const { state, effects } = renewal(this.state, { ...event, now, date } as RenewalEvent)
    this.state = state
    this.effects.push(...effects)
    return effects.map(({ type }) => type).filter((type) => type !== 'check-at')
  }

  answer(outcome: RenewalOutcome, random = 0.5): string[] {
    return this.do({ type: 'answered', outcome, random })
  }

  get nextCheck(): number | null {
    return this.effects.findLast((effect) => effect.type === 'check-at')?.at ?? null
  }
}

const playing = (terms = TERMS): Driver => {
  const driver = new Driver(terms)
  driver.do({ type: 'wants', wanted: true })
  return driver
}

describe('token renewal', () => {
  it('asks after two thirds of the lifetime while somebody plays, and looks again exactly then', () => {
    const driver = playing()
    assert.equal(driver.nextCheck, 601_000)
    assert.isEmpty(driver.pass(599_999).do({ type: 'check' }))
    assert.deepEqual(driver.pass(1).do({ type: 'check' }), ['ask'])
  })

  it('asks nothing for a lesson that is paused, however long, and at once when it is played', () => {
    const driver = new Driver()
    assert.isEmpty(driver.pass(1_000_000).do({ type: 'check' }))
    assert.isNull(driver.nextCheck)
    assert.deepEqual(driver.do({ type: 'wants', wanted: true }), ['ask'])
  })

  it('asks for a lesson that is paused when an address that has lapsed is needed', () => {
    const driver = new Driver()
    assert.isEmpty(driver.pass(898_499).do({ type: 'needs' }))
    assert.isTrue(isFresh(driver.state, driver.now))
    assert.deepEqual(driver.pass(1).do({ type: 'needs' }), ['ask'])
    driver.answer(RENEWED)
    assert.isTrue(isFresh(driver.state, driver.now))
  })

  it('counts the new lifetime from when it asked: an answer may have been under way for long', () => {
    const driver = playing()
    driver.pass(600_000).do({ type: 'check' })
    driver.pass(10_000).answer(RENEWED)
    assert.equal(driver.state.renewAt, 601_000 + 600_000)
    assert.equal(driver.state.creditUntil, 601_000 + 4_499_000)
  })

  it('waits ever longer after failures, and asks again only while somebody wants to play', () => {
    const driver = playing()
    driver.pass(600_000).do({ type: 'check' })
    assert.deepEqual(driver.answer(UNREACHABLE, 0.9), ['report'])
    assert.equal(driver.nextCheck, driver.now + 900)
    driver.pass(900).do({ type: 'check' })
    driver.answer(UNREACHABLE, 0.9)
    assert.equal(driver.nextCheck, driver.now + 1_800)
    driver.do({ type: 'wants', wanted: false })
    assert.isNull(driver.nextCheck)
    assert.isEmpty(driver.pass(100_000).do({ type: 'check' }))
    assert.deepEqual(driver.do({ type: 'wants', wanted: true }), ['ask'])
  })

  it('waits as long as the server asks, whatever the network or the learner does', () => {
    const driver = playing()
    driver.pass(600_000).do({ type: 'check' })
    driver.answer(LIMITED, 0)
    for (const type of ['online', 'forced', 'needs', 'check'] as const) {
      assert.isEmpty(driver.pass(4_999).do({ type }), type)
    }
    assert.deepEqual(driver.pass(4).do({ type: 'check' }), ['ask'])
  })

  it('asks at once when the network is back, or when the learner says so', () => {
    for (const type of ['online', 'forced'] as const) {
      const driver = playing()
      driver.pass(600_000).do({ type: 'check' })
      driver.answer(UNREACHABLE)
      assert.deepEqual(driver.do({ type }), ['ask'], type)
    }
  })

  it('ends with the learner’s access, and asks never again', () => {
    const driver = playing()
    driver.pass(600_000).do({ type: 'check' })
    assert.deepEqual(driver.answer(DENIED), ['end'])
    assert.isEmpty(driver.pass(10_000_000).do({ type: 'wants', wanted: true }))
    assert.isNull(driver.nextCheck)
  })

  it('leaves a session that is over, or whose video was replaced, for a new one', () => {
    const driver = playing()
    driver.pass(600_000).do({ type: 'check' })
    assert.deepEqual(driver.answer({ kind: 'session-over' }), ['reopen'])
  })

  it('asks nothing while nobody is signed in, and at once when somebody is', () => {
    const driver = playing()
    driver.pass(600_000).do({ type: 'check' })
    assert.isEmpty(driver.answer({ kind: 'signed-out', failure: null }))
    assert.isEmpty(driver.pass(60_000).do({ type: 'online' }))
    assert.deepEqual(driver.do({ type: 'signed-in' }), ['ask'])
  })

  it('forces a renewal for a refused address, but no second one within a third of the lifetime', () => {
    const driver = playing()
    assert.deepEqual(driver.do({ type: 'refused' }), ['ask'])
    driver.answer(RENEWED)
    assert.isEmpty(driver.pass(299_999).do({ type: 'refused' }))
    assert.isFalse(driver.state.needed)
    assert.deepEqual(driver.pass(1).do({ type: 'refused' }), ['ask'])
  })

  it('holds playing a second before the credit window ends, asks, and lets it go with the answer', () => {
    const driver = playing({ lifetime: 900_000, creditWindow: 900_000 })
    driver.pass(600_000).do({ type: 'check' })
    driver.answer(UNREACHABLE)
    driver.do({ type: 'online' })
    assert.isEmpty(driver.pass(298_999).do({ type: 'check' }))
    assert.deepEqual(driver.pass(1).do({ type: 'check' }), ['hold'])
    assert.deepEqual(driver.answer(RENEWED), ['release'])
  })

  it('lets nobody begin to play after a pause of two hours, offline, before there is a token', () => {
    const driver = new Driver()
    assert.deepEqual(driver.pass(7_200_000).do({ type: 'wants', wanted: true }), ['hold', 'ask'])
    assert.deepEqual(driver.answer(UNREACHABLE), ['report'])
    assert.isTrue(driver.state.paused)
    driver.do({ type: 'online' })
    assert.deepEqual(driver.answer(RENEWED), ['release'])
  })

  it('asks first of all when the device slept, and holds playing if it slept beyond the credit window', () => {
    const driver = playing()
    assert.deepEqual(driver.pass(1_000).sleep(3_600_000).do({ type: 'check' }), ['ask'])
    driver.answer(RENEWED)
    assert.isTrue(isFresh(driver.state, driver.now))
    assert.deepEqual(driver.sleep(7_200_000).do({ type: 'check' }), ['hold', 'ask'])
  })

  it('takes the answer to a question from before a sleep for as old as it is', () => {
    const driver = playing()
    driver.pass(600_000).do({ type: 'check' })
    driver.sleep(600_000).do({ type: 'check' })
    assert.deepEqual(driver.answer(RENEWED), ['ask'])
  })

  const anyOutcome = fc.oneof(
    fc.constantFrom<RenewalOutcome>(RENEWED, UNREACHABLE, LIMITED, { kind: 'signed-out', failure: null }),
    fc.integer({ min: 1_000, max: 20_000 }).map((lifetime): RenewalOutcome => {
      return { kind: 'renewed', terms: { lifetime, creditWindow: lifetime + 5_000 } }
    }),
  )
  const anyEvent: fc.Arbitrary<Bare> = fc.oneof(
    fc.constantFrom<Bare>(
      ...(['check', 'needs', 'refused', 'online', 'forced', 'signed-in'] as const).map((type) => ({ type })),
    ),
    fc.boolean().map((wanted): Bare => ({ type: 'wants', wanted })),
    fc
      .tuple(anyOutcome, fc.double({ min: 0, max: 0.999, noNaN: true }))
      .map(([outcome, random]): Bare => ({ type: 'answered', outcome, random })),
  )
  const anyStory = fc.array(
    fc.record({
      event: anyEvent,
      passed: fc.integer({ min: 0, max: 8_000 }),
      slept: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.integer({ min: -90_000_000, max: 90_000_000 })),
    }),
    { maxLength: 60 },
  )

  it('asks again at once when the sign-in is changed while a call is under way, and keeps nothing of the older answer', () => {
    const driver = playing()
    driver.pass(600_000)
    assert.include(driver.do({ type: 'check' }), 'ask')
    assert.deepEqual(driver.do({ type: 'signed-in' }), ['ask'])
    assert.strictEqual(driver.state.phase, 'asking')
  })

  it('asks at once with another sign-in after a failure that the server named no wait for', () => {
    const waiting = (outcome: RenewalOutcome) => {
      const driver = playing()
      driver.pass(600_000).do({ type: 'check' })
      driver.answer(outcome)
      return driver.do({ type: 'signed-in' })
    }
    assert.deepEqual(waiting(UNREACHABLE), ['ask'])
    assert.isEmpty(waiting(LIMITED))
  })

  it('asks at once when the clock of the server went forward, and holds playing only where nothing would count', () => {
    for (const [by, holds] of [
      [5_000, false],
      [3_600_000, false],
      [25 * 3_600_000, true],
    ] as const) {
      const driver = playing()
      driver.pass(60_000)
      const effects = driver.do({ type: 'stepped', by })
      assert.include(effects, 'ask', `${by} ms`)
      assert.strictEqual(effects.includes('hold'), holds, `${by} ms`)
      const after = driver.pass(200).answer(RENEWED)
      assert.strictEqual(after.includes('release'), holds, `${by} ms`)
      assert.isFalse(driver.state.paused)
    }
  })

  it('keeps its promises through any story', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const driver = new Driver({ lifetime: 9_000, creditWindow: 14_000 })
        let asking = false
        let requestedUntil = 0
        for (const { event, passed, slept } of story) {
          driver.pass(passed).sleep(slept)
          const answers = event.type === 'answered' && asking
          const effects = driver.do(event)
          // With another sign-in the call is made again, and the one before is aborted.
          if (answers || event.type === 'signed-in') asking = false
          const { state, now } = driver
          if (answers && state.phase === 'waiting' && state.serverRequested) requestedUntil = state.until
          if (effects.includes('ask')) {
            assert.isFalse(asking, 'one call at a time')
            assert.isTrue(state.wanted || state.needed, 'only for somebody who plays or is about to')
            assert.isAtLeast(now, requestedUntil, 'never before the server allows it')
            asking = true
          }
          assert.equal(state.paused, now >= state.creditUntil, 'never past the credit window')
          assert.equal(effects.filter((type) => type === 'hold' || type === 'release').length <= 1, true)
        }
      }),
      { numRuns: 2_000 },
    )
  })

  it('decides by the monotonic clock alone: a date that is wrong by any constant changes nothing', () => {
    fc.assert(
      fc.property(anyStory, fc.integer({ min: -1e12, max: 1e12 }), (story, wrong) => {
        const right = new Driver({ lifetime: 9_000, creditWindow: 14_000 })
        const off = new Driver({ lifetime: 9_000, creditWindow: 14_000 })
        off.date += wrong
        off.state = createRenewal({ lifetime: 9_000, creditWindow: 14_000 }, off.now, off)
        for (const { event, passed, slept } of story) {
          right.pass(passed).sleep(slept).do(event)
          off.pass(passed).sleep(slept).do(event)
        }
        assert.deepEqual(off.effects, right.effects)
      }),
    )
  })

  it('never lets addresses lapse while playing, as long as a good answer comes within a fifth of the lifetime', () => {
    const anyAnswers = fc.array(fc.record({ after: fc.integer({ min: 1, max: 400 }), fails: fc.boolean() }), {
      minLength: 5,
      maxLength: 80,
    })
    fc.assert(
      fc.property(anyAnswers, (answers) => {
        const terms = { lifetime: 6_000, creditWindow: 6_000 }
        const driver = playing(terms)
        let hasFailed = false
        for (const { after, fails } of answers) {
          assert.deepEqual(driver.pass((driver.nextCheck ?? 0) - driver.now).do({ type: 'check' }), ['ask'])
          assert.isTrue(isFresh(driver.state, driver.now))
          // A wait of half a second follows a failure: a second one would leave no time.
          hasFailed = fails && !hasFailed
          driver.pass(after).answer(hasFailed ? UNREACHABLE : { kind: 'renewed', terms }, 0)
          assert.isTrue(isFresh(driver.state, driver.now))
        }
        assert.isFalse(driver.effects.some(({ type }) => type === 'hold'))
      }),
    )
  })
})
