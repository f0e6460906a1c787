import { assert } from 'chai'
import fc from 'fast-check'
import type { CallFailure } from '../../src/core/access/call-failure.js'
import { stepGrant, type GrantEvent, type GrantState } from '../../src/lesson/grant-state.js'

const IDLE: GrantState = { phase: 'idle' }

function answered(failure: Partial<CallFailure>, random = 0.5): GrantEvent {
  const outcome = {
    kind: 'failed',
    failure: { code: 'overloaded', retryable: true, retryAfter: null, ...failure },
  } as const
  return { type: 'answered', outcome, now: 1_000, random }
}

/** Plays the events, and gives how long it waits after the last one; `null` when it does not wait. */
function waitAfter(...events: GrantEvent[]): number | null {
  let state = IDLE
  let wait: number | null = null
  for (const event of events) {
    const step = stepGrant(state, event)
    state = step.state
    const effect = step.effects.find((one) => one.type === 'wait')
    wait = effect?.type === 'wait' ? effect.milliseconds : null
  }
  return wait
}

describe('the way to a grant', () => {
  const start: GrantEvent = { type: 'start' }
  const due: GrantEvent = { type: 'due' }

  it('waits as long as the server asks, within a second and an hour', () => {
    const asked = fc.oneof(fc.nat(3_600), fc.constantFrom(0, 2_592_000, 1e9, 2.5e11, Number.MAX_VALUE))
    fc.assert(
      fc.property(asked, fc.double({ min: 0, max: 0.999, noNaN: true }), (retryAfter, random) => {
        const wait = waitAfter(start, answered({ retryAfter }, random))!
        const right = Math.min(Math.max(retryAfter * 1000, 1_000), 3_600_000)
        assert.isAtLeast(wait, right)
        assert.isBelow(wait, right + 1_000)
      }),
    )
  })

  it('asks again at once with another sign-in, whatever was under way, unless the server asked to wait', () => {
    const changed: GrantEvent = { type: 'sign-in-changed' }
    const after = (...events: GrantEvent[]) => {
      const last = events.reduce<GrantState>((state, event) => stepGrant(state, event).state, IDLE)
      return stepGrant(last, changed).effects.map(({ type }) => type)
    }
    assert.deepEqual(after(start), ['ask'])
    assert.deepEqual(after(start, answered({ code: 'unauthenticated', retryable: false })), ['ask'])
    assert.deepEqual(after(start, answered({ code: 'endpoint_unreachable' })), ['ask'])
    assert.isEmpty(after(start, answered({ code: 'rate_limited', retryAfter: 20 })))
    assert.isEmpty(after())
  })

  it('waits ever longer without a word of the server, and never more than a minute', () => {
    const events: GrantEvent[] = [start]
    const waits: number[] = []
    for (let i = 0; i < 12; i += 1) {
      events.push(answered({}))
      waits.push(waitAfter(...events)!)
      events.push(due)
    }
    assert.deepEqual(waits.slice(0, 3), [1_500, 3_000, 6_000])
    assert.isAtMost(Math.max(...waits), 60_000)
    assert.deepEqual(
      waits,
      waits.toSorted((a, b) => a - b),
    )
  })

  it('does not ask again by itself what can only be refused again', () => {
    const { state } = stepGrant(
      stepGrant(IDLE, start).state,
      answered({ code: 'entitlement_denied', retryable: false }),
    )
    assert.equal(state.phase, 'refused')
    for (const type of ['due', 'online'] as const) assert.isEmpty(stepGrant(state, { type }).effects)
    assert.deepEqual(stepGrant(state, { type: 'sign-in-changed' }).effects, [{ type: 'ask' }])
  })

  it('takes no answer once it was stopped', () => {
    const stopped = stepGrant(stepGrant(IDLE, start).state, { type: 'stop' })
    assert.deepEqual(stopped, { state: IDLE, effects: [{ type: 'cancel' }] })
    assert.deepEqual(stepGrant(stopped.state, answered({})), { state: IDLE, effects: [] })
  })
})
