import { assert } from 'chai'
import type { DeliveryFailure } from '../../../src/core/reporting/queue-state.js'
import { createRecord } from '../../../src/core/reporting/evidence-record.js'
import { broken, Driver, left, result, segment, unreachable } from './queue-driver.js'

const invalid: DeliveryFailure = { kind: 'refused', code: 'invalid_request', names: false }
const unknown = { status: 'refused', code: 'session_not_found', retryable: false }

/** Sends until nothing is left or `most` requests were made; a batch with a bad record is refused as a whole. */
function drain(driver: Driver, isBad: (key: string, n: number) => boolean, failure = invalid, most = 400): number {
  let requests = 0
  for (; requests < most; requests += 1) {
    driver.now = Math.max(driver.now, driver.state.waitUntil ?? 0)
    const batch = driver.send()
    if (!batch) break
    const bad = batch.reports.some((report, index) =>
      report.watched_segments.some(({ n }) => isBad(batch.keys[index]!, n)),
    )
    if (bad) driver.fail(failure)
    else driver.acknowledge(batch)
  }
  return requests
}

describe('refusals', () => {
  it('case 27: a batch that is refused is halved down to the one bad record, and every other one arrives', () => {
    const driver = new Driver()
    for (let n = 1; n <= 50; n += 1) driver.find(`s${n}`, 1, 2, 3, 4)
    const requests = drain(driver, (key, n) => key === 's37' && n === 3)
    assert.strictEqual(driver.state.records.size, 0)
    const deadLetters = driver.effects.filter((effect) => effect.type === 'dead-letter')
    assert.deepEqual(
      deadLetters.map(({ key, record }) => [key, record.segments.map(({ n }) => n)]),
      [['s37', [3]]],
    )
    assert.strictEqual(driver.state.dropped, 900)
    assert.isAtMost(requests, 25)
  })

  it('case 28: of one answer what is acknowledged is forgotten, what is refused permanently moved aside, the rest kept', () => {
    const driver = new Driver()
    for (const key of ['a', 'b', 'c']) driver.find(key, 1)
    const batch = driver.send()!
    const later = { status: 'refused', code: 'busy', retryable: true }
    driver.answer(batch, result(0, 1), result(1, 0, { ...unknown, code: 'invalid_request' }), result(2, 0, later))
    assert.deepEqual([...driver.state.records.keys()], ['c'])
    assert.isTrue(driver.effects.some((effect) => effect.type === 'dead-letter' && effect.key === 'b'))
  })

  it('case 29: what is too large is halved, and one item that is too large by itself is put aside and reported', () => {
    const driver = new Driver()
    driver.find('a', 1, 2, 3, 4, 5)
    drain(driver, (_key, n) => n === 5, { kind: 'refused', code: 'payload_too_large', names: false })
    assert.strictEqual(driver.state.records.size, 0)
    const codes = driver.effects.flatMap((effect) => (effect.type === 'error' ? [effect.error.code] : []))
    assert.deepEqual(codes, ['evidence_dropped'])
  })

  it('puts an event aside before the segment that was refused with it', () => {
    const driver = new Driver()
    const event = { n: 1, type: 'play', at: 1 }
    driver.do({ type: 'found', now: 0, records: [['a', { ...left('a', 1), events: [event] }]] })
    driver.send()
    driver.fail(invalid)
    assert.lengthOf(driver.state.records.get('a')!.events, 1)
    driver.answer(driver.send()!, result(0, 0))
    driver.send()
    driver.fail(invalid)
    assert.deepEqual(driver.numbers('a'), [1])
    assert.deepEqual(driver.state.records.get('a')!.events, [])
  })

  it('gives nothing up while the handler refuses everything, an empty report too, and delivers it all afterwards', () => {
    const driver = new Driver()
    driver.find('a', 1, 2, 3, 4, 5, 6)
    let requests = 0
    for (; requests < 40; requests += 1) {
      driver.now = Math.max(driver.now, driver.state.waitUntil ?? 0)
      assert.isDefined(driver.send())
      driver.fail(invalid)
    }
    assert.deepEqual(driver.numbers('a'), [1, 2, 3, 4, 5, 6])
    assert.strictEqual(driver.state.dropped, 0)
    assert.isAbove(driver.now, 60_000, 'ever more slowly')
    drain(driver, () => false)
    assert.strictEqual(driver.state.records.size, 0)
    assert.isFalse(driver.effects.some(({ type }) => type === 'dead-letter'))
  })

  it('puts a lone bad report aside at once where the refusal names it', () => {
    const driver = new Driver()
    driver.find('a', 1)
    driver.send()
    driver.fail({ ...invalid, names: true })
    assert.deepEqual(driver.numbers('a'), [])
    assert.isTrue(driver.effects.some((effect) => effect.type === 'dead-letter' && effect.key === 'a'))
  })

  it('sends smaller batches after a 413 of something on the way, and gives nothing up for it', () => {
    const driver = new Driver()
    driver.find('a', 1, 2, 3, 4)
    const proxy: DeliveryFailure = { kind: 'unreachable', code: 'endpoint_unreachable', retryAfter: null, status: 413 }
    const sizes: number[] = []
    for (let tries = 0; tries < 6; tries += 1) {
      driver.now = Math.max(driver.now, driver.state.waitUntil ?? 0)
      sizes.push(driver.send()!.reports[0]!.watched_segments.length)
      driver.fail(proxy)
    }
    assert.deepEqual(sizes, [4, 2, 1, 1, 1, 1])
    assert.deepEqual(driver.numbers('a'), [1, 2, 3, 4])
    assert.strictEqual(driver.state.dropped, 0)
  })

  it('does not send to another sign-in what was under way when the host set it, before that one is proved', () => {
    const driver = new Driver()
    driver.find('a', 1)
    driver.send()
    driver.do({ type: 'signed-in' })
    driver.fail({ kind: 'superseded' })
    assert.isEmpty(driver.send()!.reports[0]!.watched_segments)
  })

  it('slows down when everything is refused, so that a broken server does not eat the evidence', () => {
    const driver = new Driver()
    driver.find('a', ...Array.from({ length: 200 }, (_, index) => index + 1))
    const began = driver.now
    drain(driver, () => true, invalid, 90)
    assert.isAbove(driver.numbers('a').length, 150)
    assert.isAbove(driver.now - began, 30_000)
  })

  it('case 22: 403 blocks, and neither 404, 405 nor 410 of a whole request gives anything up', () => {
    const driver = new Driver()
    driver.find('a', 1)
    driver.send()
    driver.fail({ kind: 'busy', code: 'lesson_not_found', retryAfter: null })
    assert.deepEqual(driver.numbers('a'), [1])
    driver.now = driver.state.waitUntil!
    driver.send()
    driver.fail({ kind: 'signed-out' })
    assert.isTrue(driver.state.blocked)
    assert.deepEqual(driver.numbers('a'), [1])
  })

  it('case 13: a batch that the server fails on three times goes singly, so that one record does not hold up the rest', () => {
    const driver = new Driver()
    for (const key of ['bad', 'b', 'c', 'd']) driver.find(key, 1)
    drain(driver, (key) => key === 'bad', broken, 12)
    assert.deepEqual([...driver.state.records.keys()], ['bad'])
    assert.deepEqual(driver.numbers('bad'), [1])
  })

  it('lets a record that the server fails on wait for itself, while others go on', () => {
    const driver = new Driver()
    driver.open('own')
    driver.find('bad', 1)
    let failures = 0
    for (let round = 1; round <= 240; round += 1) {
      driver.now += 15_000
      driver.collect('own', round)
      for (let batch = driver.send(); batch; batch = driver.send()) {
        if (batch.keys.includes('bad')) {
          failures += 1
          driver.fail(broken)
        } else driver.acknowledge(batch)
      }
    }
    assert.deepEqual(driver.numbers('own'), [])
    assert.deepEqual(driver.numbers('bad'), [1])
    // Twelve an hour once it has slowed down, and the way there.
    assert.isAtMost(failures, 30)
  })

  it('case 14: 501 and 505 are failures of the server like any other, and nothing is given up', () => {
    const driver = new Driver()
    driver.find('a', 1)
    for (let times = 0; times < 20; times += 1) {
      driver.now = Math.max(driver.now, driver.state.waitUntil ?? 0)
      driver.send()
      driver.fail(broken)
    }
    assert.deepEqual(driver.numbers('a'), [1])
    assert.isAtLeast(driver.state.waitUntil! - driver.now, 300_000)
  })
})

describe('whose sign-in it is', () => {
  it('case 65: after the sign-in changed, a report without evidence goes first, and a refusal of it blocks everything', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1, 2)
    driver.do({ type: 'signed-in' })
    const probe = driver.send()!
    const [report] = probe.reports
    assert.deepEqual([report!.watched_segments, report!.events, report!.position], [[], [], null])
    driver.answer(probe, result(0, 0, unknown))
    assert.isTrue(driver.state.blocked)
    assert.deepEqual(driver.numbers('a'), [1, 2])
    assert.isFalse(driver.effects.some((effect) => effect.type === 'dead-letter'))
  })

  it('case 66: a grant of the same scope shows that its learner is back, and everything is sent', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1)
    driver.do({ type: 'signed-in' })
    driver.answer(driver.send()!, result(0, 0, unknown))
    driver.open('again')
    assert.deepEqual(driver.send()!.keys, ['a'])
  })

  it('sends on when the same learner’s token was renewed', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1)
    driver.do({ type: 'signed-in' })
    driver.answer(driver.send()!, result(0, 0))
    assert.deepEqual(driver.send()!.reports[0]!.watched_segments.length, 1)
  })

  it('gives nothing up when a session is unknown, until the same sign-in was accepted for another one', () => {
    const driver = new Driver()
    driver.open('own')
    driver.find('swept', 1)
    driver.answer(driver.send()!, result(0, 0, unknown))
    assert.deepEqual(driver.numbers('swept'), [1])
    const probe = driver.send()!
    assert.deepEqual(probe.keys, ['own'])
    driver.answer(probe, result(0, 0))
    driver.answer(driver.send()!, result(0, 0, unknown))
    assert.isFalse(driver.state.records.has('swept'))
    assert.isFalse(driver.state.blocked)
  })

  it('gives nothing up by a proof that an outage made old', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1)
    driver.do({ type: 'signed-in' })
    driver.answer(driver.send()!, result(0, 0))
    driver.send()
    driver.fail(unreachable)
    driver.now = driver.state.waitUntil!
    driver.answer(driver.send()!, result(0, 0, unknown))
    assert.deepEqual(driver.numbers('a'), [1])
    assert.isFalse(driver.effects.some((effect) => effect.type === 'dead-letter'))
  })

  it('keeps what is being watched when somebody else signed in behind the page’s back', () => {
    const driver = new Driver()
    driver.open('own')
    driver.collect('own', 1)
    driver.answer(driver.send()!, result(0, 0, unknown))
    assert.isTrue(driver.state.blocked)
    assert.deepEqual(driver.numbers('own'), [1])
  })

  it('does not take an answer to the old sign-in for one to the new', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1)
    const batch = driver.send()!
    driver.do({ type: 'signed-in' })
    driver.answer(batch, result(0, 0, unknown))
    assert.isFalse(driver.state.blocked)
    assert.strictEqual(driver.state.signIn, 'doubted')
    driver.now = driver.state.waitUntil!
    assert.isDefined(driver.send())
    driver.do({ type: 'signed-in' })
    driver.fail({ kind: 'signed-out' })
    assert.isFalse(driver.state.blocked)
  })

  it('case 68: without a new token everything is blocked, and nothing is asked again and again', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1)
    driver.send()
    driver.fail({ kind: 'signed-out' })
    for (let hour = 1; hour < 100; hour += 1) assert.isUndefined(driver.send(hour * 3_600_000, true))
    assert.deepEqual(driver.numbers('a'), [1])
  })
})

describe('other tabs', () => {
  it('forgets what the server acknowledged to another tab, and nothing beyond', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1, 2, 3)
    driver.find('b', 1)
    driver.do({ type: 'acknowledged-elsewhere', key: 'a', through: 2, eventsThrough: 0 })
    driver.do({ type: 'acknowledged-elsewhere', key: 'b', through: 1, eventsThrough: 0 })
    assert.deepEqual(driver.numbers('a'), [3])
    assert.deepEqual([...driver.state.records.keys()], ['a'])
  })

  it('takes the rest over of a session of which it knew a part', () => {
    const driver = new Driver()
    driver.find('b', 1)
    const died = { ...left('b', 1, 2), openSegments: [segment(3)] }
    driver.do({ type: 'found', now: 0, records: [['b', died]] })
    assert.deepEqual(driver.numbers('b'), [1, 2, 3])
  })

  it('case 19: a wait that one tab was asked for holds the whole scope back', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1)
    driver.find('b', 1)
    driver.do({ type: 'wait', until: 60_000 })
    assert.isUndefined(driver.send(59_000, true))
    assert.deepEqual(driver.send(60_000)!.keys, ['a', 'b'])
  })

  it('case 21: an acknowledgement ends the waiting, and the next failure begins at the shortest', () => {
    const driver = new Driver()
    driver.do({
      type: 'found',
      now: 0,
      records: [
        ['a', left('a', 1)],
        ['empty', createRecord('empty', 'lesson')],
      ],
    })
    for (let times = 0; times < 8; times += 1) {
      driver.send(driver.now)
      driver.fail(unreachable)
      driver.now = driver.state.waitUntil!
    }
    driver.acknowledge(driver.send()!)
    assert.strictEqual(driver.state.failures, 0)
    driver.find('b', 1)
    driver.send()
    driver.fail(unreachable)
    assert.isAtMost(driver.state.waitUntil! - driver.now, 1_000)
  })
})
