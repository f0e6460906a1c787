import { assert } from 'chai'
import fc from 'fast-check'
import { bytesOf, DEVICE_ROOM, fitEvidence, playingTime } from '../../../src/core/reporting/evidence-bounds.js'
import { createRecord, type EvidenceRecord } from '../../../src/core/reporting/evidence-record.js'
import { Driver, left, segment } from './queue-driver.js'

const note = (n: number) => ({ n, type: 'pause', at: n, position: n })

describe('evidence bounds', () => {
  it('takes nothing out where everything fits', () => {
    const records = new Map([['a', left('a', 1, 2)]])
    assert.strictEqual(fitEvidence(records, DEVICE_ROOM, null).records, records)
  })

  it('lets events go first, the newest of them', () => {
    const record = { ...left('a', 1, 2), events: [note(1), note(2), note(3)] }
    const bytes = bytesOf(record) - 30
    const { records, dropped, droppedEvents } = fitEvidence(new Map([['a', record]]), { sessions: 9, bytes }, 'a')
    assert.deepEqual(
      records.get('a')!.events.map(({ n }) => n),
      [1, 2],
    )
    assert.lengthOf(records.get('a')!.segments, 2)
    assert.deepEqual([dropped, droppedEvents], [0, 1])
  })

  it('then lets the shortest segments go, and joins or widens none', () => {
    const short = { ...segment(2), ended: segment(2).started + 50 }
    const record: EvidenceRecord = { ...createRecord('a', 'lesson'), segments: [segment(1), short, segment(3)] }
    const fitted = fitEvidence(new Map([['a', record]]), { sessions: 9, bytes: bytesOf(record) - 10 }, 'a')
    assert.deepEqual(fitted.records.get('a')!.segments, [segment(1), segment(3)])
    assert.strictEqual(fitted.dropped, 50)
  })

  it('keeps at most 64 sessions: those that hold the least go, never the one that is played', () => {
    const records = new Map<string, EvidenceRecord>([['own', createRecord('own', 'lesson')]])
    for (let n = 1; n <= 70; n += 1) records.set(`s${n}`, left(`s${n}`, ...Array.from({ length: n }, (_, i) => i + 1)))
    const fitted = fitEvidence(records, DEVICE_ROOM, 'own')
    assert.strictEqual(fitted.records.size, 64)
    assert.isTrue(fitted.records.has('own'))
    assert.isFalse(fitted.records.has('s7'))
    assert.isTrue(fitted.records.has('s8'))
    assert.strictEqual(fitted.dropped, 900 * 28)
  })

  it('holds the bounds whatever comes, and counts exactly what it takes out', () => {
    const record = fc.record({
      segments: fc.integer({ min: 0, max: 60 }),
      events: fc.integer({ min: 0, max: 60 }),
    })
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), fc.integer({ min: 5_000, max: 40_000 }), (sizes, bytes) => {
        const records = new Map<string, EvidenceRecord>()
        sizes.forEach(({ segments, events }, index) => {
          const numbers = (most: number) => Array.from({ length: most }, (_, n) => n + 1)
          records.set(`${index}`, { ...left(`${index}`, ...numbers(segments)), events: numbers(events).map(note) })
        })
        const fitted = fitEvidence(records, { sessions: 8, bytes }, '0')
        assert.isAtMost(fitted.records.size, 8)
        assert.isAtMost(
          [...fitted.records.values()].reduce((sum, kept) => sum + bytesOf(kept), 0),
          bytes,
        )
        let gone = 0
        for (const [key, before] of records) {
          const kept = fitted.records.get(key)?.segments ?? []
          assert.isTrue(kept.every((segment) => before.segments.includes(segment)))
          gone += playingTime(before.segments) - playingTime(kept)
        }
        assert.strictEqual(fitted.dropped, gone)
      }),
      { numRuns: 100 },
    )
  })

  it('case 41: what does not fit is given up by this rule, counted and reported', () => {
    const driver = new Driver({ sessions: 64, bytes: 2_000 })
    driver.open('own')
    for (let n = 1; n <= 40; n += 1) driver.collect('own', n)
    const codes = driver.effects.flatMap((effect) => (effect.type === 'error' ? [effect.error.code] : []))
    assert.include(codes, 'evidence_dropped')
    assert.isAtMost(bytesOf(driver.state.records.get('own')!), 2_000)
    assert.strictEqual(driver.state.dropped, (40 - driver.numbers('own').length) * 900)
  })
})
