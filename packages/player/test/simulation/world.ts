import { coveredMilliseconds, fromUnordered, subtract, type Segment, type SegmentSet } from '@enhancedhr/protocol'
import type { EvidenceRecord } from '../../src/core/reporting/evidence-record.js'
import { seededChance } from './seeded-chance.js'
import { SimulatedDevice, type Chance } from './simulated-device.js'
import { SimulatedServer } from './simulated-server.js'
import { SimulatedTab } from './simulated-tab.js'
import { VirtualTime } from './virtual-time.js'

/** What one run came to; `wrongs` is empty where every promise held. */
export interface Outcome {
  readonly wrongs: readonly string[]
  readonly sessions: number
  readonly requests: number
  readonly playedMs: number
  /** Milliseconds that were played and reached nobody: not on the disk yet when the page died. */
  readonly lostMs: number
  readonly log: readonly string[]
}

/** How often it happens, out of one, and what. */
type Deed = readonly [share: number, what: string, act: () => void]

/** Of one stretch: the media is read every 5 ms, and at twice the speed that is 10. */
const ROUNDING_MS = 10
/** Where a load wiped what shows how far the media had come, so much is believed (docs/collecting.md). */
const GUESS_MS = 300
const LEARNERS = ['ann', 'bob'] as const

/** Tabs of one browser, a disk, a network and two learners, and everything that may happen to them. */
export class World {
  readonly #time = new VirtualTime()
  readonly #chance: Chance
  readonly #server: SimulatedServer
  readonly #device: SimulatedDevice
  readonly #tabs: SimulatedTab[] = []
  /** Media of each session that was certain to be on the disk at some moment. */
  readonly #checkpointed = new Map<string, Segment[]>()
  readonly #log: string[] = []
  #sessions = 0
  #wasDenied = false

  constructor(seed: number) {
    this.#chance = seededChance(seed)
    this.#server = new SimulatedServer(this.#time, this.#chance)
    this.#device = new SimulatedDevice(this.#time, this.#chance, (record) => this.#written(record))
  }

  async run(): Promise<Outcome> {
    const steps = 6 + Math.floor(this.#chance() * 24)
    this.#open()
    for (let step = 0; step < steps; step += 1) {
      this.#act()
      await this.#time.pass(this.#chance() < 0.1 ? this.#chance() * 30_000 : this.#chance() * 3_000)
    }
    await this.#bringHome()
    return this.#judge()
  }

  #act(): void {
    const tab = this.#pick(this.#tabs.filter(({ life }) => life.state !== 'dead'))
    if (!tab || (this.#chance() < 0.06 && this.#tabs.length < 5)) {
      this.#open()
      return
    }
    let lot = this.#chance()
    for (const [share, what, act] of tab.life.state === 'frozen' ? this.#whileFrozen(tab) : this.#whileAlive(tab)) {
      if (lot < share) {
        this.#do(what, act)
        return
      }
      lot -= share
    }
  }

  #whileFrozen(tab: SimulatedTab): readonly Deed[] {
    return [
      [0.6, 'thaw', () => tab.thaw()],
      [0.1, 'discard', () => tab.kill()],
    ]
  }

  #whileAlive(tab: SimulatedTab): readonly Deed[] {
    const { media } = tab
    const chance = this.#chance
    const day = 86_400_000
    return [
      [0.17, 'play', () => media?.play()],
      [0.08, 'pause', () => media?.pause()],
      [0.08, 'seek', () => media?.seek(chance() * 3_000_000)],
      [0.03, 'rate', () => media?.setRate(this.#pick([1, 1.5, 2])!)],
      [0.03, 'block', () => media?.block(chance() * 15_000)],
      [0.04, 'hidden', () => tab.fire('hidden')],
      [0.02, 'online', () => tab.fire('online')],
      [0.03, 'flush', () => tab.flush()],
      [0.05, 'kill', () => tab.kill()],
      [0.04, 'close', () => tab.close()],
      [0.03, 'away and back', () => tab.awayAndBack()],
      [0.03, 'freeze', () => tab.freeze()],
      [0.03, 'again', () => this.#begin(tab)],
      [0.07, 'weather', () => (this.#server.weather = this.#pick(['fair', 'foul', 'down'] as const)!)],
      [0.04, 'disk', () => this.#turnDisk(this.#pick(['ok', 'ok', 'denied'] as const)!)],
      [0.05, 'sign in', () => this.#signIn(this.#pick(['ann', 'bob', null])!, chance() < 0.5)],
      // Without locks the date alone shows whether a page lives.
      [this.#device.hasLocks ? 0.03 : 0, 'date', () => this.#moveDate(this.#pick([-day, day / 24, day])!)],
      [0.03, 'reload media', () => media?.reload(chance() < 0.5)],
      [0.02, 'poison', () => this.#poison()],
    ]
  }

  #do(what: string, act: () => void): void {
    this.#log.push(`${Math.round(this.#time.now)} ${what}`)
    act()
  }

  #open(): void {
    const tab = new SimulatedTab(this.#time, this.#chance, this.#device, this.#server)
    tab.isClumsy = this.#chance() < 0.2
    this.#tabs.push(tab)
    this.#do('open', () => {
      this.#begin(tab)
      tab.media?.play()
    })
  }

  /** A grant needs a sign-in and a network. */
  #begin(tab: SimulatedTab): void {
    const { learner, weather } = this.#server
    if (learner === null || weather === 'down') return
    this.#sessions += 1
    tab.begin(`s${this.#sessions}`, learner)
  }

  #signIn(learner: string | null, isAnnounced: boolean): void {
    this.#server.learner = learner
    if (isAnnounced) for (const tab of this.#tabs) if (tab.life.state === 'alive') tab.setSignIn()
  }

  #moveDate(milliseconds: number): void {
    this.#device.dateMoved += milliseconds
    for (const tab of this.#tabs) tab.dateMoved(milliseconds)
  }

  #turnDisk(state: 'ok' | 'denied'): void {
    this.#device.disks = state
    this.#wasDenied ||= state === 'denied'
  }

  #poison(): void {
    const n = 1 + Math.floor(this.#chance() * 6)
    this.#server.poison.set(`s${this.#sessions}/${n}`, this.#pick([400, 413, 500] as const)!)
  }

  /** Everything works again, the server too, and each learner comes back once. */
  async #bringHome(): Promise<void> {
    this.#log.push(`${Math.round(this.#time.now)} home`)
    this.#server.weather = 'fair'
    this.#device.disks = 'ok'
    for (const [id, status] of this.#server.poison) if (status === 500) this.#server.poison.delete(id)
    for (const tab of this.#tabs) if (tab.life.state === 'frozen') tab.thaw()
    // What is still open pauses, comes to rest and is closed.
    for (const { life, media } of this.#tabs) if (life.state === 'alive') media?.pause()
    await this.#time.pass(70_000)
    for (const tab of this.#tabs) if (tab.life.state === 'alive') tab.close()
    await this.#time.pass(20_000)
    for (const learner of LEARNERS) {
      this.#signIn(learner, false)
      const tab = new SimulatedTab(this.#time, this.#chance, this.#device, this.#server)
      this.#begin(tab)
      tab.end()
      await this.#time.pass(120_000)
      // A date that was a day ahead made some of it later than now.
      for (let tries = 0; tries < 3 && this.#isLeft(learner); tries += 1) {
        await this.#time.pass(86_400_000)
        tab.flush()
        await this.#time.pass(5_000)
      }
      this.#tabs.push(tab)
      tab.close()
      await this.#time.pass(10_000)
    }
  }

  #isLeft(learner: string): boolean {
    return this.#device.left.some((key) => key.includes(`/${learner}/`))
  }

  #judge(): Outcome {
    const wrongs: string[] = []
    let playedMs = 0
    let lostMs = 0
    for (const key of this.#device.left) wrongs.push(`${key} was never delivered`)
    for (const tab of this.#tabs) {
      for (const { session_id: id } of tab.leaked) wrongs.push(`evidence of ${id} was sent under another sign-in`)
      for (const [id, media] of tab.played) {
        const truth = fromUnordered(media.truth.map(([from, to]) => [Math.floor(from), Math.ceil(to)] as const))
        const watched = this.#server.watched(id)
        const kept = fromUnordered(this.#checkpointed.get(id) ?? [])
        // What the server refuses permanently is kept aside; where the disk was denied, it may have gone with the page.
        const refused = this.#wasDenied ? fromUnordered(this.#server.refused.get(id) ?? []) : this.#deadLetters(id)
        const missing = missed(subtract(subtract(kept, watched), refused))
        if (missing > 0) wrongs.push(`${id}: ${missing} ms were on the disk and did not arrive`)
        const invented = missed(subtract(watched, truth))
        if (invented > GUESS_MS * media.surprises) wrongs.push(`${id}: ${invented} ms arrived that were not played`)
        playedMs += coveredMilliseconds(truth)
        lostMs += coveredMilliseconds(subtract(truth, watched))
      }
    }
    const { requests } = this.#server
    return { wrongs, sessions: this.#sessions, requests, playedMs, lostMs, log: this.#log }
  }

  #written({ sessionId, segments, openSegments }: EvidenceRecord): void {
    const kept = this.#checkpointed.get(sessionId) ?? []
    kept.push(...[...segments, ...openSegments].map(({ from, to }) => [from, to] as const))
    this.#checkpointed.set(sessionId, kept)
  }

  #deadLetters(id: string): SegmentSet {
    const stretches: Segment[] = []
    for (const [key, value] of this.#device.disk) {
      if (!key.startsWith('x/') || !key.includes(`/${id}/`)) continue
      for (const { from, to } of (value as EvidenceRecord).segments) stretches.push([from, to])
    }
    return fromUnordered(stretches)
  }

  #pick<T>(items: readonly T[]): T | undefined {
    return items[Math.floor(this.#chance() * items.length)]
  }
}

function missed(set: SegmentSet): number {
  return set.reduce((sum, [from, to]) => sum + Math.max(0, to - from - ROUNDING_MS), 0)
}
