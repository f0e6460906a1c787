import type { WireEvent } from '@enhancedhr/protocol/wire'
import { assert } from 'chai'
import { createEventLog, logSample, noteEvent } from '../../../src/core/reporting/event-log.js'
import { createTracker, track } from '../../../src/core/reporting/tracker.js'
import { SimulatedMedia } from './simulated-media.js'

/** The events of a script, without their moments. */
function eventsOf(script: (media: SimulatedMedia) => void): WireEvent[] {
  let tracker = createTracker(0, 0)
  let log = createEventLog()
  const events: WireEvent[] = []
  const media = new SimulatedMedia(120_000, (sample) => {
    const before = tracker
    tracker = track(before, sample).state
    const logged = logSample(log, before, tracker, sample, 120)
    log = logged.log
    events.push(...logged.events)
  })
  media.sample('begin')
  script(media)
  return events
}

describe('event log', () => {
  it('numbers events from 1 and dates them by the session clock', () => {
    const events = eventsOf((media) => {
      media.play()
      media.run(1_000)
      media.pause()
      media.run(10)
    })
    assert.deepEqual(
      events.map(({ n, type }) => [n, type]),
      [
        [1, 'play'],
        [2, 'pause'],
      ],
    )
    assert.approximately(events[1]!.at, 1, 0.02)
    assert.approximately(Number(events[1]!['position']), 1, 0.02)
  })

  it('logs a seek once, when it has finished, from where it began to where it ended', () => {
    const events = eventsOf((media) => {
      media.play()
      media.run(2_000)
      media.seek(30_000)
      media.run(20)
      media.seek(60_000)
      media.run(500)
    })
    const seeks = events.filter(({ type }) => type === 'seek')
    assert.lengthOf(seeks, 1)
    assert.approximately(Number(seeks[0]!['from']), 2, 0.02)
    assert.strictEqual(seeks[0]!['to'], 60)
  })

  it('logs a stall when it is over, with its length', () => {
    const events = eventsOf((media) => {
      media.play()
      media.run(1_000)
      media.stall(2_000)
      media.run(3_000)
    })
    const stall = events.find(({ type }) => type === 'stall')
    assert.approximately(Number(stall?.['seconds']), 2, 0.05)
  })

  it('logs progress every thirty seconds of playing, and the end', () => {
    const events = eventsOf((media) => {
      media.play()
      media.run(121_000)
    })
    assert.lengthOf(
      events.filter(({ type }) => type === 'progress'),
      3,
    )
    const complete = events.find(({ type }) => type === 'complete')
    assert.approximately(Number(complete?.['total_time']), 120, 0.1)
  })

  it('logs changes of rate and visibility', () => {
    const events = eventsOf((media) => {
      media.play()
      media.run(500)
      media.setRate(2)
      media.run(500)
      media.set({ visible: false })
      media.run(50)
    })
    assert.deepInclude(
      events.find(({ type }) => type === 'rate')!,
      { from: 1, to: 2 },
    )
    assert.deepInclude(
      events.find(({ type }) => type === 'visibility')!,
      { visible: false },
    )
  })

  it('lets nobody choose the number or the moment of a noted event', () => {
    const { event } = noteEvent(createEventLog(), createTracker(5_000, 0), 1_000, { type: 'quality', n: 99, at: 0 })
    assert.deepEqual(event, { type: 'quality', n: 1, at: 6 })
  })
})
