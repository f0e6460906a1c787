import { assert } from 'chai'
import fc from 'fast-check'
import { parseReport, type ReadReport } from '../../src/core/parse-report.js'

const frame = { session_id: 's', lesson_id: 'l', position: 1, duration: 2, watched_segments: [], events: [] }
const segment = { n: 1, from: 0, to: 1, rate: 1, started: 0, ended: 1, visible: true, muted: false }

function read(value: unknown): ReadReport {
  const report = parseReport(value)
  assert.notProperty(report, 'code')
  return report as ReadReport
}

describe('reading a report', () => {
  it('rounds seconds half up to whole milliseconds', () => {
    const times = { from: 0.0005, to: 1.0014, started: 62.1, ended: 83.2005 }
    const { segments, position } = read({ ...frame, position: 83.2, watched_segments: [{ ...segment, ...times }] })
    assert.deepInclude(segments[0], { from: 1, to: 1001, started: 62100, ended: 83201 })
    assert.equal(position, 83200)
  })

  it('gives back every millisecond that three decimals can write', () => {
    const time = fc.integer({ min: 0, max: 6 * 3_600_000 })
    fc.assert(
      fc.property(time, time, (from, to) => {
        const { segments } = read({ ...frame, watched_segments: [{ ...segment, from: from / 1000, to: to / 1000 }] })
        assert.deepInclude(segments[0], { from, to })
      }),
    )
  })

  it('drops a segment with a non-number alone and names it', () => {
    const bad = { ...segment, n: 2, to: 'x', from: 3 }
    const { segments, malformed } = read({ ...frame, watched_segments: [segment, bad, null, { ...segment, n: 0.5 }] })
    assert.deepEqual(
      segments.map(({ n }) => n),
      [1],
    )
    assert.deepEqual(malformed, [
      { n: 2, from: 3000, to: 0 },
      { n: null, from: 0, to: 0 },
      { n: null, from: 0, to: 1000 },
    ])
  })

  it('takes a position or duration that is no time as none', () => {
    for (const position of ['1', null, {}, 1e300]) assert.isNull(read({ ...frame, position }).position)
    assert.equal(read({ ...frame, position: -3 }).position, 0)
  })

  it('keeps what an event carries, and the number of one that is invalid', () => {
    const events = [
      { n: 1, type: 'seek', at: 1.5, from: 1, to: 2, more: { a: [1] } },
      { n: 2, type: 'play' },
      { n: 3, type: 'play', at: -1 },
      { type: 'play', at: 1 },
    ]
    assert.deepEqual(read({ ...frame, events }).events, [
      { n: 1, type: 'seek', at: 1500, data: { from: 1, to: 2, more: { a: [1] } } },
      { n: 2, type: 'malformed', at: 0, data: {} },
      { n: 3, type: 'malformed', at: 0, data: {} },
    ])
  })

  it('takes a report without events', () => {
    const { events: _events, ...withoutEvents } = frame
    assert.deepEqual(read(withoutEvents).events, [])
  })

  it('refuses a report without a frame, with its session where that can be read', () => {
    assert.deepEqual(parseReport(null), { code: 'invalid_request', sessionId: null })
    assert.deepEqual(parseReport({ ...frame, lesson_id: '/' }), { code: 'invalid_request', sessionId: 's' })
    assert.deepEqual(parseReport({ ...frame, watched_segments: {} }), { code: 'invalid_request', sessionId: 's' })
    assert.deepEqual(parseReport({ ...frame, session_id: 'a\u0000' }), { code: 'session_not_found', sessionId: null })
  })

  it('refuses more segments or events than a report may hold', () => {
    const many = Array.from({ length: 2_001 }, () => segment)
    assert.deepEqual(parseReport({ ...frame, watched_segments: many }), { code: 'too_large', sessionId: 's' })
    assert.deepEqual(parseReport({ ...frame, events: many }), { code: 'too_large', sessionId: 's' })
    assert.lengthOf(read({ ...frame, watched_segments: many.slice(1) }).segments, 2_000)
  })

  it('reads anything at all without throwing, and never gives a time that is no safe integer', () => {
    const wild = fc.record(
      {
        session_id: fc.oneof(fc.string(), fc.anything()),
        lesson_id: fc.oneof(fc.constant('l'), fc.anything()),
        position: fc.oneof(fc.double(), fc.anything()),
        watched_segments: fc.array(
          fc.record({
            n: fc.oneof(fc.integer(), fc.double()),
            from: fc.double(),
            to: fc.double(),
            rate: fc.double(),
            started: fc.double(),
            ended: fc.double(),
            visible: fc.boolean(),
            muted: fc.boolean(),
          }),
        ),
        events: fc.array(fc.record({ n: fc.integer(), type: fc.string(), at: fc.double() })),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(wild, fc.anything()), (value) => {
        const report = parseReport(value)
        if ('code' in report) return
        const { segments, malformed, events, position } = report
        const times = [
          ...segments.flatMap(({ n, from, to, started, ended }) => [n, from, to, started, ended]),
          ...malformed.flatMap(({ n, from, to }) => [n ?? 1, from, to]),
          ...events.flatMap(({ n, at }) => [n, at]),
          position ?? 0,
        ]
        assert.isTrue(times.every(Number.isSafeInteger))
      }),
    )
  })
})
