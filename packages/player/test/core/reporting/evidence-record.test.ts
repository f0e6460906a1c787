import { assert } from 'chai'
import {
  createRecord,
  forgetThrough,
  mayBeAlive,
  readRecord,
  sealOpenSegments,
} from '../../../src/core/reporting/evidence-record.js'

const segment = (n: number) => {
  return { n, from: 0, to: 900, rate: 1, started: 0, ended: 900, visible: true, muted: false }
}

describe('session record', () => {
  it('case 42: reads what it wrote, and leaves what another version wrote alone', () => {
    const record = createRecord('session', 'lesson')
    assert.deepEqual(readRecord(structuredClone(record)), record)
    for (const other of [{ ...record, v: 2 }, null, 'text', 7, {}, { ...record, segments: 'none' }]) {
      assert.isNull(readRecord(other))
    }
  })

  it('forgets through a number, of segments and of events alike, and stays the same object where that is nothing', () => {
    const record = {
      ...createRecord('session', 'lesson'),
      segments: [segment(1), segment(2)],
      events: [{ n: 1, type: 'play', at: 0 }],
    }
    assert.strictEqual(forgetThrough(record, 0, 0), record)
    const kept = forgetThrough(record, 1, 1)
    assert.deepEqual(kept.segments, [segment(2)])
    assert.deepEqual(kept.events, [])
  })

  it('takes a page for alive that wrote something open within a minute', () => {
    const record = { ...createRecord('session', 'lesson'), openSegments: [segment(1)], savedAt: 50_000 }
    assert.isTrue(mayBeAlive(record, 109_000))
    assert.isFalse(mayBeAlive(record, 111_000))
    assert.isFalse(mayBeAlive(sealOpenSegments(record), 50_000))
  })

  it('reads open segments that an earlier version of the player wrote under another name', () => {
    const { openSegments, ...earlier } = { ...createRecord('session', 'lesson'), openSegments: [segment(1)] }
    const record = readRecord({ ...earlier, loose: openSegments })!
    assert.deepEqual(record.openSegments, [segment(1)])
    assert.deepEqual(sealOpenSegments(record).segments, [segment(1)])
  })
})
