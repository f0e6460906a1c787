import { toMilliseconds } from '@enhancedhr/protocol'
import type { ReportResult, WireReport } from '@enhancedhr/protocol/wire'
import { assert } from 'chai'
import fc from 'fast-check'
import { maySend } from '../../../src/core/reporting/queue-schedule.js'
import type { DeliveryFailure, QueueEffect } from '../../../src/core/reporting/queue-state.js'
import { packBatch } from '../../../src/core/reporting/report-batch.js'
import {
  createRecord,
  forgetThrough,
  holdsEvidence,
  type EvidenceRecord,
} from '../../../src/core/reporting/evidence-record.js'
import { Driver, result, segment, unreachable } from './queue-driver.js'

describe('queue', () => {
  it('case 6: sends what is sealed, one request at a time', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1, 2)
    assert.deepEqual(
      driver.send()?.reports[0]?.watched_segments.map(({ n }) => n),
      [1, 2],
    )
    driver.collect('a', 3)
    assert.isUndefined(driver.send())
  })

  it('case 8: sends nothing when there is nothing', () => {
    const driver = new Driver()
    driver.open('a')
    assert.isUndefined(driver.send())
  })

  it('case 5: forgets what an acknowledgement names, and nothing beyond', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1, 2, 3)
    driver.answer(driver.send()!, result(0, 2))
    assert.deepEqual(driver.numbers('a'), [3])
  })

  it('case 9: sends until nothing is left, what does not fit into one request in the next', () => {
    const driver = new Driver()
    for (let n = 1; n <= 60; n += 1) driver.find(`s${n}`, 1)
    driver.acknowledge(driver.send()!)
    assert.strictEqual(driver.state.records.size, 10)
    assert.isTrue(driver.effects.some(({ type }) => type === 'wake'))
    driver.acknowledge(driver.send()!)
    assert.strictEqual(driver.state.records.size, 0)
  })

  it('believes no result that names another session', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1)
    driver.answer(driver.send()!, result(0, 1, { session_id: 'b' }))
    assert.deepEqual(driver.numbers('a'), [1])
  })

  it('case 24: keeps everything when nobody answers, and tries again later each time', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1)
    let now = 0
    let before = 0
    for (let attempt = 0; attempt < 12; attempt += 1) {
      assert.isDefined(driver.send(now))
      const wake = driver.fail(unreachable, now).find((effect) => effect.type === 'wake')!
      assert.isAtLeast(wake.at - now, before)
      assert.isFalse(maySend(driver.state, wake.at - 1, false))
      before = Math.min(wake.at - now, 300_000)
      now = wake.at
    }
    assert.deepEqual(driver.numbers('a'), [1])
    assert.strictEqual(driver.state.unreachable, true)
  })

  it('obeys a wait that the server asked for even when it is forced, but not its own', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1)
    driver.send()
    driver.fail(unreachable)
    assert.isTrue(maySend(driver.state, 1, true))
    driver.send(1, true)
    driver.fail({ kind: 'busy', code: 'rate_limited', retryAfter: 30 })
    assert.isFalse(maySend(driver.state, 29_999, true))
    assert.isTrue(maySend(driver.state, 31_000, false))
  })

  it('blocks when nobody is signed in, until the host says otherwise', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1)
    driver.send()
    driver.fail({ kind: 'signed-out' })
    assert.isFalse(maySend(driver.state, 1e9, true))
    driver.do({ type: 'signed-in' })
    assert.deepEqual(driver.send()?.keys, ['a'])
  })

  it('puts a record aside whose session the server does not know, and reports it', () => {
    const driver = new Driver()
    driver.open('a')
    driver.do({ type: 'found', now: 0, records: [['b', { ...createRecord('b', 'lesson'), segments: [segment(1)] }]] })
    driver.collect('a', 1)
    const refusal = { status: 'refused', code: 'session_not_found', retryable: false }
    const effects = driver.answer(driver.send()!, result(0, 1), result(1, 0, refusal))
    assert.isTrue(effects.some((effect) => effect.type === 'dead-letter' && effect.key === 'b'))
    assert.isTrue(effects.some((effect) => effect.type === 'error' && effect.error.code === 'evidence_dropped'))
    assert.strictEqual(driver.state.dropped, 900)
    assert.isFalse(driver.state.records.has('b'))
  })

  it('keeps a report that was refused for now', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1)
    driver.answer(driver.send()!, result(0, 0, { status: 'refused', code: 'busy', retryable: true }))
    assert.deepEqual(driver.numbers('a'), [1])
  })

  it('sends half of what was too large', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1, 2, 3, 4)
    driver.answer(driver.send()!, result(0, 0, { status: 'refused', code: 'too_large', retryable: true }))
    assert.lengthOf(driver.send()!.reports[0]!.watched_segments, 2)
  })

  it('finds the one segment that makes a batch invalid, and sends all the others', () => {
    const driver = new Driver()
    driver.open('a')
    driver.collect('a', 1, 2, 3, 4, 5, 6, 7)
    const leftover = { ...createRecord('b', 'lesson'), segments: [segment(1)] }
    driver.do({ type: 'found', now: 0, records: [['b', leftover]] })
    const credited: string[] = []
    for (let request = 0; request < 60; request += 1) {
      const batch = driver.send()
      if (!batch) break
      if (batch.reports.some((r) => r.session_id === 'a' && r.watched_segments.some(({ n }) => n === 5))) {
        driver.fail({ kind: 'refused', code: 'invalid_request', names: false })
      } else {
        for (const r of batch.reports) credited.push(...r.watched_segments.map(({ n }) => `${r.session_id}${n}`))
        driver.answer(batch, ...batch.reports.map((r, index) => result(index, r.watched_segments.at(-1)?.n ?? 0)))
      }
    }
    assert.sameMembers(credited, ['a1', 'a2', 'a3', 'a4', 'a6', 'a7', 'b1'])
    assert.strictEqual(driver.state.dropped, 900)
  })

  it('asks for the age of a session that has nothing to send', () => {
    const driver = new Driver()
    driver.open('a')
    const [effect] = driver.do({ type: 'send', now: 0, forced: false, asking: 'a' })
    assert.strictEqual(effect?.type, 'post')
  })

  it('seals what a page left open when it died', () => {
    const driver = new Driver()
    const left: EvidenceRecord = { ...createRecord('b', 'lesson'), segments: [segment(1)], openSegments: [segment(2)] }
    driver.do({ type: 'found', now: 0, records: [['b', left]] })
    assert.deepEqual(driver.numbers('b'), [1, 2])
  })

  it('case 49: brings every sealed segment to the server, whatever fails, and forgets none before', () => {
    const step = fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constant('collect' as const), count: fc.integer({ min: 1, max: 5 }) }),
      },
      {
        weight: 6,
        arbitrary: fc.record({
          do: fc.constantFrom('answer', 'lost answer', 'lost request', 'unavailable', 'wait', 'signed out', 'partial'),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('farewell' as const) }) },
    )
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        const world = new World()
        for (const action of steps) {
          if (action.do === 'collect' && 'count' in action) world.collect(action.count)
          else if (action.do === 'restart') world.restart()
          else if (action.do === 'farewell') world.farewell()
          else world.request(action.do)
          world.check()
        }
        for (let tries = 0; tries < 200 && world.pending > 0; tries += 1) {
          if (world.driver.state.blocked) world.driver.do({ type: 'signed-in' })
          world.request('answer')
          world.check()
        }
        assert.strictEqual(world.pending, 0)
        assert.deepEqual([...world.server.keys()].sort(), [...world.sealed.keys()].sort())
      }),
      { numRuns: 300 },
    )
  })
})

/** A device, a network and a server: what was sealed must get there however they fail. */
class World {
  driver = new Driver()
  now = 0
  readonly store = new Map<string, EvidenceRecord>()
  /** By `key:n`, as JSON: a sealed segment must arrive as it was sealed. */
  readonly sealed = new Map<string, string>()
  readonly server = new Map<string, string>()
  #next = 1
  #page = 0

  constructor() {
    this.restart()
  }

  get pending(): number {
    return [...this.driver.state.records.values()].reduce((sum, { segments }) => sum + segments.length, 0)
  }

  get #own(): string {
    return `page${this.#page}`
  }

  collect(count: number): void {
    const numbers = Array.from({ length: count }, () => this.#next++)
    this.driver.collect(this.#own, ...numbers)
    for (const n of numbers) this.sealed.set(`${this.#own}:${n}`, `${n * 1_000}`)
    this.#save(this.#own)
  }

  /** The page dies; another finds what was written. */
  restart(): void {
    this.driver = new Driver()
    this.#page += 1
    this.#next = 1
    this.driver.open(this.#own)
    this.driver.do({ type: 'found', now: 0, records: this.store })
  }

  /** A request beside the one under way, whose answer comes or not. */
  farewell(): void {
    const batch = packBatch(this.driver.state.records, { bytes: 16_384 })
    const results = batch.reports.map((report, index) => this.#credit(index, report))
    this.#perform(this.driver.do({ type: 'answered', batch, results, now: this.now, random: 0.5 }))
  }

  request(outcome: string): void {
    const batch = this.driver.send(this.now) ?? this.driver.send((this.now += 8_000_000))
    if (!batch) return
    const moment = { now: this.now, random: 0.5 }
    if (outcome === 'answer' || outcome === 'partial' || outcome === 'lost answer') {
      const results = batch.reports.map((report, index) =>
        this.#credit(index, report, outcome === 'partial' ? 1 : 2_000),
      )
      if (outcome === 'lost answer') this.#perform(this.driver.do({ type: 'failed', failure: unreachable, ...moment }))
      else this.#perform(this.driver.do({ type: 'answered', batch, results, ...moment }))
      return
    }
    const failure: DeliveryFailure =
      outcome === 'signed out'
        ? { kind: 'signed-out' }
        : outcome === 'wait'
          ? { kind: 'busy', code: 'rate_limited', retryAfter: 20 }
          : outcome === 'unavailable'
            ? { kind: 'busy', code: 'storage_unavailable', retryAfter: null }
            : unreachable
    this.#perform(this.driver.do({ type: 'failed', failure, ...moment }))
    if (outcome === 'signed out') this.driver.do({ type: 'signed-in' })
  }

  /** Nothing is gone from the device that the server does not have. */
  check(): void {
    for (const [id] of this.sealed) {
      const [key, n] = id.split(':') as [string, string]
      const kept = this.driver.numbers(key).includes(Number(n))
      assert.isTrue(kept || this.server.has(id), `${id} is somewhere`)
      const stored = this.store.get(key)?.segments.some((s) => s.n === Number(n)) ?? false
      assert.isTrue(stored || this.server.has(id), `${id} is on the disk or arrived`)
    }
    for (const [id, content] of this.server) assert.strictEqual(content, this.sealed.get(id))
  }

  /** Judges the first `most` segments of a report. */
  #credit(index: number, report: WireReport, most = 2_000): ReportResult {
    const judged = report.watched_segments.slice(0, most)
    for (const { n, from } of judged) this.server.set(`${report.session_id}:${n}`, `${toMilliseconds(from)}`)
    return result(index, judged.at(-1)?.n ?? 0, { session_id: report.session_id })
  }

  #save(key: string): void {
    const record = this.driver.state.records.get(key)
    if (record && holdsEvidence(record)) this.store.set(key, record)
    else this.store.delete(key)
  }

  #perform(effects: readonly QueueEffect[]): void {
    for (const effect of effects) {
      if (effect.type === 'save') this.#save(effect.key)
      if (effect.type !== 'forget') continue
      const stored = this.store.get(effect.key)
      if (!stored) continue
      const kept = forgetThrough(stored, effect.through, effect.eventsThrough)
      if (holdsEvidence(kept)) this.store.set(effect.key, kept)
      else this.store.delete(effect.key)
    }
  }
}
