import type { Collector, Weather } from './collector.js'
import type { Profile, Tab } from './tab.js'

/** What a fault may do. */
export interface Stage {
  readonly collector: Collector
  readonly profile: Profile
  /** Opens a tab that watches its own session. */
  open(): Tab
  pass(seconds: number): Promise<void>
}

export interface Fault {
  readonly title: string
  run(stage: Stage): Promise<void>
}

const MINUTE = 60
const HOUR = 60 * MINUTE

/** Watches 10 min, of which from the third on the fault is present; it lasts for `seconds`; then a little more is watched. */
function outage(weather: Weather, seconds: number, isOnline: boolean): Fault['run'] {
  return async ({ collector, profile, open, pass }) => {
    const tab = open()
    tab.watcher.play()
    await pass(2 * MINUTE)
    const change = (to: Weather, online: boolean): void => {
      collector.weather = to
      if (profile.online === online) return
      profile.online = online
      tab.dispatchOnline()
    }
    change(weather, isOnline)
    await pass(8 * MINUTE + 1)
    tab.watcher.pause()
    await pass(seconds - 8 * MINUTE)
    change('fair', true)
    tab.watcher.play()
    await pass(MINUTE + 1)
    tab.watcher.pause()
    await pass(HOUR)
  }
}

/** The tab ends in the middle of an outage; ten minutes after it a new one is opened, and watches for a minute. */
function ending(end: (tab: Tab) => Promise<void> | void): Fault['run'] {
  return async ({ collector, open, pass }) => {
    const tab = open()
    tab.watcher.play()
    await pass(2 * MINUTE)
    collector.weather = 'lost'
    await pass(3 * MINUTE + 1)
    await end(tab)
    await pass(5 * MINUTE)
    collector.weather = 'fair'
    await pass(5 * MINUTE)
    const next = open()
    next.watcher.play()
    await pass(MINUTE + 1)
    next.watcher.pause()
    await pass(HOUR)
  }
}

export const FAULTS: readonly Fault[] = [
  { title: '24 h without a network, and the browser knows', run: outage('lost', 24 * HOUR, false) },
  { title: '24 h without an answer, and the browser says online', run: outage('lost', 24 * HOUR, true) },
  { title: '1 h of HTTP 500', run: outage('failing', HOUR, true) },
  { title: '1 h behind a captive portal', run: outage('portal', HOUR, true) },
  { title: 'tab killed during an outage', run: ending((tab) => tab.kill()) },
  { title: 'tab closed during an outage', run: ending((tab) => tab.close()) },
  {
    title: 'two tabs, an outage of 5 min, one is closed',
    async run({ collector, open, pass }) {
      const tabs = [open(), open()] as const
      for (const { watcher } of tabs) watcher.play()
      await pass(2 * MINUTE)
      collector.weather = 'lost'
      await pass(4 * MINUTE + 1)
      await tabs[1].close()
      await pass(MINUTE)
      collector.weather = 'fair'
      await pass(3 * MINUTE)
      tabs[0].watcher.pause()
      const next = open()
      next.watcher.play()
      await pass(MINUTE + 1)
      next.watcher.pause()
      await pass(HOUR)
    },
  },
]
