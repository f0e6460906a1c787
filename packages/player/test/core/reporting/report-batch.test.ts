import type { PlayedSegment } from '@enhancedhr/protocol'
import { assert } from 'chai'
import fc from 'fast-check'
import { packBatch } from '../../../src/core/reporting/report-batch.js'
import { createRecord, type EvidenceRecord } from '../../../src/core/reporting/evidence-record.js'

function record(id: string, count: number, events = 0): readonly [string, EvidenceRecord] {
  const segments = Array.from({ length: count }, (_, index): PlayedSegment => {
    const at = index * 1_234
    return {
      n: index + 1,
      from: at,
      to: at + 1_111,
      rate: 1,
      started: at,
      ended: at + 1_111,
      visible: true,
      muted: false,
    }
  })
  const notes = Array.from({ length: events }, (_, index) => ({ n: index + 1, type: 'nöte', at: index }))
  return [id, { ...createRecord(id, 'lesson'), segments, events: notes }]
}

const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value)).length

describe('report batch', () => {
  it('writes times as seconds and the segments as they were sealed', () => {
    const { reports } = packBatch([record('a', 2)], { bytes: 10_000 })
    assert.deepEqual(reports, [
      {
        session_id: 'a',
        lesson_id: 'lesson',
        position: null,
        duration: null,
        watched_segments: [
          { n: 1, from: 0, to: 1.111, rate: 1, started: 0, ended: 1.111, visible: true, muted: false },
          { n: 2, from: 1.234, to: 2.345, rate: 1, started: 1.234, ended: 2.345, visible: true, muted: false },
        ],
        events: [],
      },
    ])
  })

  it('leaves out records that hold nothing', () => {
    assert.deepEqual(packBatch([record('a', 0), record('b', 1)], { bytes: 10_000 }).keys, ['b'])
  })

  it('case 3: takes at most 50 reports and 2,000 segments of each', () => {
    const many = Array.from({ length: 60 }, (_, index) => record(`r${index}`, 1))
    assert.lengthOf(packBatch(many, { bytes: 1e9 }).reports, 50)
    assert.lengthOf(packBatch([record('a', 2_500)], { bytes: 1e9 }).reports[0]!.watched_segments, 2_000)
  })

  it('case 4: measures bytes as they leave, not characters', () => {
    const [key, plain] = record('a', 0, 1)
    const wide = { ...plain, events: [{ n: 1, type: 'note', at: 0, text: 'ü'.repeat(400) }] }
    const { length } = JSON.stringify(packBatch([[key, wide]], { bytes: 10_000 }))
    assert.isEmpty(packBatch([[key, wide]], { bytes: length + 100 }).reports)
    assert.lengthOf(packBatch([[key, wide]], { bytes: length + 500 }).reports, 1)
  })

  it('case 2: never exceeds its bytes, and takes the oldest segments of the first record first', () => {
    const sizes = fc.array(fc.tuple(fc.nat(40), fc.nat(10)), { minLength: 1, maxLength: 5 })
    fc.assert(
      fc.property(sizes, fc.integer({ min: 200, max: 6_000 }), (counts, limit) => {
        const records = counts.map(([segments, events], index) => record(`session-${index}`, segments, events))
        const { reports } = packBatch(records, { bytes: limit })
        if (reports.length > 0) assert.isAtMost(bytes({ reports }), limit)
        for (const { watched_segments } of reports) {
          assert.deepEqual(
            watched_segments.map(({ n }) => n),
            watched_segments.map((_, index) => index + 1),
          )
        }
      }),
    )
  })
})
