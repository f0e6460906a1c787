import { assert } from 'chai'
import { PROXY_ANSWERS } from '../support/proxy-answers.js'
import { seededChance } from './seeded-chance.js'
import { SimulatedDevice } from './simulated-device.js'
import { SimulatedServer } from './simulated-server.js'
import { SimulatedTab } from './simulated-tab.js'
import { VirtualTime } from './virtual-time.js'

function begin() {
  const time = new VirtualTime()
  const chance = seededChance(7)
  const server = new SimulatedServer(time, chance)
  const device = new SimulatedDevice(time, chance, () => undefined)
  const tab = new SimulatedTab(time, chance, device, server)
  tab.begin('s1', 'ann')
  return { time, server, device, tab }
}

describe('delivery past obstacles', () => {
  for (const proxy of PROXY_ANSWERS) {
    it(`drops nothing while this answers in the handler's place: ${proxy.what}`, async () => {
      const { time, server, device, tab } = begin()
      server.proxy = proxy
      tab.media!.play()
      for (let second = 0; second < 40; second += 1) {
        await time.pass(1_000)
        // As a page does that wants to be sure.
        if (second % 3 === 0) tab.flush()
      }
      tab.media!.pause()
      await time.pass(1_000)
      assert.strictEqual(tab.status.state, 'waiting')
      assert.strictEqual(tab.dropped, 0)
      server.proxy = null
      await time.pass(600_000)
      assert.deepEqual(tab.status, { pending: 0, state: 'saved', storage: 'disk', dropped: 0 })
      assert.isEmpty([...device.disk.keys()].filter((key) => key.startsWith('x/')))
      const [[from, to] = [0, 0], ...rest] = server.watched('s1')
      assert.isEmpty(rest)
      assert.approximately(to - from, 40_000, 300)
    })
  }

  it('goes on when every listener of the page throws', async () => {
    const reported: unknown[] = []
    const { reportError: report } = globalThis
    globalThis.reportError = (error) => void reported.push(error)
    try {
      const { time, server, tab } = begin()
      tab.isClumsy = true
      tab.media!.play()
      await time.pass(30_000)
      tab.media!.pause()
      await time.pass(5_000)
      assert.isNotEmpty(reported)
      assert.strictEqual(tab.status.state, 'saved')
      assert.approximately(
        server.watched('s1').reduce((sum, [from, to]) => sum + to - from, 0),
        30_000,
        300,
      )
    } finally {
      globalThis.reportError = report
    }
  })
})
