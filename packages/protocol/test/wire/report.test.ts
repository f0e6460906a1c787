import { assert } from 'chai'
import { eventSchema, playedSegmentSchema, reportSchema } from '../../src/wire.js'

const segment = { n: 3, from: 62.1, to: 83.2, rate: 1, started: 120.345, ended: 141.445, visible: true, muted: false }
const frame = {
  session_id: '0195',
  lesson_id: 'fire-safety-1',
  position: 83.2,
  duration: 600,
  watched_segments: [segment],
}

describe('a report on the wire', () => {
  it('is read with its segments and without events', () => {
    const report = reportSchema.parse(frame)
    assert.deepEqual(report.events, [])
    assert.deepEqual(playedSegmentSchema.parse(report.watched_segments[0]), segment)
  })

  it('takes a position or duration that is not a number as unknown', () => {
    for (const bad of [null, 'x', Number.NaN, Number.POSITIVE_INFINITY, undefined, {}]) {
      const report = reportSchema.parse({ ...frame, position: bad, duration: bad })
      assert.isNull(report.position)
      assert.isNull(report.duration)
    }
  })

  it('keeps its frame when a segment in it is invalid, so that the others still count', () => {
    const report = reportSchema.parse({ ...frame, watched_segments: [segment, { n: 'x' }, null] })
    assert.lengthOf(report.watched_segments, 3)
    for (const bad of [
      { ...segment, from: null },
      { ...segment, n: 0 },
      { ...segment, n: 1.5 },
      { ...segment, rate: 0 },
    ]) {
      assert.isFalse(playedSegmentSchema.safeParse(bad).success)
    }
  })

  it('is refused without a session, a lesson or a list of segments', () => {
    for (const bad of [{ session_id: '' }, { lesson_id: 'a/b' }, { watched_segments: {} }, { events: 'x' }]) {
      assert.isFalse(reportSchema.safeParse({ ...frame, ...bad }).success, JSON.stringify(bad))
    }
  })

  it('keeps all that an event of an unknown type carries', () => {
    const event = { n: 8, type: 'hologram', at: 118.2, depth: { of: 'field' } }
    assert.deepEqual<unknown>(eventSchema.parse(event), event)
  })

  it('ignores members that it does not know', () => {
    assert.notProperty(reportSchema.parse({ ...frame, completed: true, percent: 100 }), 'completed')
  })
})
