import { assert } from 'chai'
import { isReportDue } from '../../../src/core/reporting/queue-schedule.js'
import { Driver, unreachable } from './queue-driver.js'

const now = 0
const due = { type: 'report', now, forced: false, lasting: false } as const
const last = { ...due, lasting: true } as const

/** A queue whose tab has its turn, with one segment sealed. */
function inTurn(): Driver {
  const driver = new Driver()
  driver.open('a')
  driver.collect('a', 1)
  driver.do({ type: 'sealed', now, forced: false, asking: null })
  return driver
}

describe('when a report leaves', () => {
  it('seals first, and takes the turn only where something is to send', () => {
    const driver = new Driver()
    driver.open('a')
    assert.deepEqual(driver.do(due), [{ type: 'seal', forced: false }])
    assert.isEmpty(driver.do({ type: 'sealed', now, forced: false, asking: null }))
    driver.collect('a', 1)
    assert.deepEqual(driver.do({ type: 'sealed', now, forced: false, asking: null }), [
      { type: 'take-turn', forced: false, asking: null },
    ])
  })

  it('takes the turn without evidence where an answer has to name the age of a session', () => {
    const driver = new Driver()
    driver.open('a')
    const [effect] = driver.do({ type: 'sealed', now, forced: false, asking: 'a' })
    assert.strictEqual(effect?.type, 'take-turn')
  })

  it('takes one turn at a time, and sends what fell due meanwhile when it ends', () => {
    const driver = inTurn()
    assert.isEmpty(driver.do(due))
    assert.isEmpty(driver.do({ type: 'resumed', now }))
    driver.acknowledge(driver.send()!)
    assert.deepEqual(driver.do({ type: 'turn-ended', now }), [{ type: 'seal', forced: false }])
    assert.isEmpty(driver.do({ type: 'turn-ended', now }))
  })

  it('lets what fell due during a failed request wait with the next report, unless it is the last', () => {
    for (const [report, expected] of [
      [due, 'no'],
      [last, 'until-sent'],
    ] as const) {
      const driver = inTurn()
      driver.send()
      driver.do(report)
      driver.fail(unreachable)
      assert.deepEqual(driver.do({ type: 'turn-ended', now }), [{ type: 'wake', at: 500, serverRequested: false }])
      assert.strictEqual(driver.state.due, expected)
    }
  })

  it('seals the last report when a wait is over, and nothing for one that was only due', () => {
    const driver = inTurn()
    driver.send()
    driver.fail(unreachable)
    driver.do({ type: 'turn-ended', now })
    assert.isEmpty(driver.do(last))
    assert.deepEqual(driver.do({ type: 'woken', now: 500, forced: false }), [{ type: 'seal', forced: false }])
    const other = inTurn()
    other.send()
    other.fail(unreachable)
    other.do({ type: 'turn-ended', now })
    other.do(due)
    assert.deepEqual(other.do({ type: 'woken', now: 500, forced: false }), [
      { type: 'take-turn', forced: false, asking: null },
    ])
  })

  it('goes on waiting where it is forced in the middle of a wait that the server asked for', () => {
    const driver = inTurn()
    driver.send()
    driver.fail({ kind: 'busy', code: 'rate_limited', retryAfter: 30 })
    const [wake] = driver.do({ type: 'turn-ended', now })
    assert.strictEqual(wake?.type, 'wake')
    assert.deepEqual(driver.do({ type: 'woken', now: 1_000, forced: true }), [wake])
  })

  it('is blocked without a wait until the sign-in changes', () => {
    const driver = inTurn()
    driver.send()
    driver.fail({ kind: 'signed-out' })
    assert.isEmpty(driver.do({ type: 'turn-ended', now }))
    assert.isEmpty(driver.do({ ...last, forced: true }))
    driver.do({ type: 'signed-in' })
    assert.deepEqual(driver.do({ type: 'resumed', now }), [{ type: 'seal', forced: false }])
  })

  it('counts from the last time that a report was due', () => {
    const driver = new Driver()
    driver.open('a')
    assert.isTrue(isReportDue(driver.state, 15_000, 15_000))
    driver.do({ ...due, now: 15_000 })
    assert.isFalse(isReportDue(driver.state, 29_999, 15_000))
    assert.isTrue(isReportDue(driver.state, 30_000, 15_000))
  })

  it('backs up the session of the page that goes, and sends it beside a request under way', () => {
    const driver = inTurn()
    driver.send()
    driver.collect('a', 2)
    const [backup, farewell] = driver.do({ type: 'leaving' })
    assert.deepEqual(backup, { type: 'back-up', key: 'a' })
    const numbers =
      farewell?.type === 'post-farewell' ? farewell.batch.reports[0]!.watched_segments.map(({ n }) => n) : []
    assert.deepEqual(numbers, [1, 2])
    driver.do({ type: 'signed-in' })
    assert.deepEqual(driver.do({ type: 'leaving' }), [backup])
  })
})
