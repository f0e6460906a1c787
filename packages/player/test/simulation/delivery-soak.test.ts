import { assert } from 'chai'
import { bytesOf } from '../../src/core/reporting/evidence-bounds.js'
import { readRecord } from '../../src/core/reporting/evidence-record.js'
import { createTracker, track, type TrackerState } from '../../src/core/reporting/tracker.js'
import { seededChance } from './seeded-chance.js'
import { SimulatedDevice } from './simulated-device.js'
import { SimulatedServer } from './simulated-server.js'
import { SimulatedTab } from './simulated-tab.js'
import { VirtualTime } from './virtual-time.js'
import { SimulatedMedia } from '../core/reporting/simulated-media.js'

function begin() {
  const time = new VirtualTime()
  const chance = seededChance(1)
  const server = new SimulatedServer(time, chance)
  const device = new SimulatedDevice(time, chance, () => undefined)
  const tab = new SimulatedTab(time, chance, device, server)
  tab.begin('s1', 'ann')
  tab.media!.play()
  const bytes = () => {
    const records = [...device.disk.values()].flatMap((stored) => readRecord(stored) ?? [])
    return records.reduce((sum, record) => sum + bytesOf(record), 0)
  }
  return { time, server, device, tab, bytes }
}

describe('delivery over hours', () => {
  it('case 25: an outage of 24 hours loses nothing and costs at most twelve requests an hour', async () => {
    const { time, server, tab } = begin()
    await time.pass(120_000)
    server.weather = 'down'
    await time.pass(600_000)
    tab.media!.pause()
    await time.pass(3_600_000)
    tab.end()
    const before = server.requests
    const hours = 23
    await time.pass(hours * 3_600_000)
    assert.isAtMost(server.requests - before, hours * 12)
    server.weather = 'fair'
    await time.pass(900_000)
    const [[from, to] = [0, 0], ...rest] = server.watched('s1')
    assert.isEmpty(rest)
    assert.approximately(to - from, 720_000, 300)
    assert.strictEqual(tab.dropped, 0)
  })

  it('holds disk and memory flat over eight hours of playing', async () => {
    const { time, server, device, tab, bytes } = begin()
    const highest: number[] = []
    for (let hour = 0; hour < 8; hour += 1) {
      let most = 0
      for (let minute = 0; minute < 60; minute += 1) {
        // Now and then somebody pauses, seeks, and goes on.
        if (minute % 7 === 3) tab.media!.seek((minute * 60_000) % 3_000_000)
        await time.pass(60_000)
        most = Math.max(most, bytes())
      }
      highest.push(most)
      assert.isAtMost(device.disk.size, 2)
      assert.isAtMost(tab.pending, 40)
    }
    assert.isAtMost(Math.max(...highest), 4_000)
    assert.isAtMost(Math.max(...highest.slice(1)), highest[0]! + 600)
    assert.isAbove(server.requests, 8 * 200)
  })

  it('costs the same for each sample after an hour as at the start', () => {
    // By the size of what it looks at, not by time, which a busy machine stretches.
    let state: TrackerState = createTracker(0, 0)
    let largest = 0
    const media = new SimulatedMedia(2 * 3_600_000, (sample) => {
      state = track(state, sample).state
      largest = Math.max(largest, JSON.stringify(state).length)
    })
    media.play()
    media.run(60_000)
    const atFirst = largest
    media.run(3_000_000)
    assert.isAtMost(largest, atFirst + 40)
  })
})
