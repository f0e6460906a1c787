import { fromUnordered, type Segment, type SegmentSet, union } from '@enhancedhr/protocol'
import fc from 'fast-check'
import { LedgerBesideProduction } from '../../vectors/ledger-beside-production.js'
import { toWireSegment } from '../../vectors/wire-segment.js'
import { HonestDevice } from './honest-device.js'

/** Milliseconds of the lesson: short enough that people come back to what they have seen. */
export const DURATION = 120_000
const WINDOW = 75 * 60_000
const RENEW_AFTER = 10 * 60_000
const WHO = { tenant: 'default', learner: 'ada' }
/** Time between putting one device down and playing on the other: more than what the clocks of two devices differ by. */
const BETWEEN_DEVICES = 1_500

const ms = (min: number, max: number) => fc.integer({ min, max })

/** A seek into what is loaded takes a moment; any other a while. */
const latency = fc.oneof(fc.constant(5), ms(5, 400))

/** What somebody does in an evening, step by step; rates within what the lesson allows. */
export const evening = fc.record({
  drifts: fc.tuple(fc.constantFrom(-1e-4, 0, 1e-4), fc.constantFrom(-1e-4, 0, 1e-4)),
  steps: fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ do: fc.constant('run' as const), ms: ms(5, 4_000) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant('play' as const) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('pause' as const) }) },
      {
        weight: 2,
        arbitrary: fc.record({
          do: fc.constant('seek' as const),
          to: ms(0, DURATION),
          latency,
          playsFirst: fc.boolean(),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('rate' as const), rate: fc.constantFrom(0.5, 1, 1.25, 1.5, 2) }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('stall' as const), ms: ms(260, 2_000) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('block' as const), ms: ms(100, 1_500) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('hide' as const, 'show' as const, 'mute' as const) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant('send' as const), lost: fc.boolean() }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('offline' as const, 'online' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const) }) },
      {
        weight: 1,
        arbitrary: fc.record({ do: fc.constant('wait' as const), ms: ms(0, 40 * 60_000), asleep: fc.boolean() }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('switch' as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('both' as const), ms: ms(100, 3_000) }) },
    ),
    { minLength: 4, maxLength: 30 },
  ),
})

export type Evening = typeof evening extends fc.Arbitrary<infer Value> ? Value : never
type Step = Evening['steps'][number]

/** Plays an evening on two devices against the ledger; everything is delivered in the end. */
export class EveningRun {
  readonly devices: readonly [HonestDevice, HonestDevice]
  /** Milliseconds during which both devices played: honest, but charged once. */
  overlap = 0
  readonly #ledger = new LedgerBesideProduction()
  #now = 0
  #active = 0

  constructor({ drifts }: Evening) {
    this.devices = [
      new HonestDevice('laptop', DURATION, 0, WINDOW, drifts[0]),
      new HonestDevice('phone', DURATION, 0, WINDOW, drifts[1]),
    ]
  }

  get truth(): SegmentSet {
    return union(this.devices[0].truth, this.devices[1].truth)
  }

  get sealed(): SegmentSet {
    return fromUnordered(this.devices.flatMap(({ sealed }) => sealed.map(({ from, to }): Segment => [from, to])))
  }

  async play({ steps }: Evening): Promise<void> {
    await this.#ledger.begin({ id: 'evening', title: '', lessons: [{ id: 'lesson', duration: DURATION }], steps: [] })
    for (const { session } of this.devices) await this.#ledger.open(0, session, WHO, 'lesson')
    for (const step of steps) await this.#take(step)
    await this.#wait(this.devices[this.#active]!, 0, false)
    for (const device of this.devices) await this.#finish(device)
  }

  async readCredit(): Promise<{ watched: SegmentSet; playingTime: number }> {
    return this.#ledger.readLesson(WHO, 'lesson', null, null)
  }

  async #take(step: Step): Promise<void> {
    const device = this.devices[this.#active]!
    const { media } = device
    switch (step.do) {
      case 'run':
        return this.#run(device, step.ms)
      case 'play':
        return this.#start(device)
      case 'pause':
        media.pause()
        return this.#run(device, 300)
      case 'seek':
        if (step.playsFirst) await this.#start(device)
        media.seek(step.to, step.latency)
        return this.#run(device, 10)
      case 'rate':
        return media.setRate(step.rate)
      case 'stall':
        return media.stall(step.ms)
      case 'block':
        // Nothing else happens in the same blocked task: what does leaves no trace, and docs/collecting.md says so.
        await this.#run(device, 60)
        media.block(step.ms)
        device.blocks += 1
        return this.#run(device, step.ms + 60)
      case 'hide':
      case 'show':
        return media.set({ visible: step.do === 'show' })
      case 'mute':
        return media.set({ muted: !media.muted })
      case 'send':
        return this.#send(device, step.lost)
      case 'offline':
      case 'online':
        device.online = step.do === 'online'
        return
      case 'reload':
        media.reload(true)
        return this.#run(device, 400)
      case 'wait':
        return this.#wait(device, step.ms, step.asleep)
      case 'switch':
        await this.#wait(device, BETWEEN_DEVICES, false)
        this.#active = 1 - this.#active
        return
      case 'both':
        return this.#playBoth(step.ms)
    }
  }

  async #run(device: HonestDevice, ms: number): Promise<void> {
    device.idleUntil(this.#now, false)
    if (device.isPlaying && !(await this.#mayPlay(device, ms))) device.media.pause()
    device.run(ms)
    this.#now += ms
  }

  async #start(device: HonestDevice): Promise<void> {
    device.idleUntil(this.#now, false)
    if (await this.#mayPlay(device, 0)) device.media.play()
  }

  /** The player asks for a token in good time, and never plays past the window without one. */
  async #mayPlay(device: HonestDevice, ms: number): Promise<boolean> {
    const handedOver = device.windowEnds - WINDOW
    if (device.online && this.#now - handedOver > RENEW_AFTER) {
      await this.#ledger.renew(Math.floor(this.#now), device.session, WHO)
      device.windowEnds = Math.floor(this.#now) + WINDOW
      device.hear(this.#now - device.openedAt)
    }
    return this.#now + ms + 1_000 < device.windowEnds
  }

  async #wait(device: HonestDevice, ms: number, asleep: boolean): Promise<void> {
    device.media.pause()
    await this.#run(device, 300)
    this.#now += ms
    device.idleUntil(this.#now, asleep)
    // A timer of the page looks at both clocks as soon as it wakes.
    device.media.sample('tick')
    if (device.online) device.hear(this.#now - device.openedAt)
  }

  /** Somebody starts on the other device and puts this one down a little later. */
  async #playBoth(ms: number): Promise<void> {
    const [one, other] = [this.devices[this.#active]!, this.devices[1 - this.#active]!]
    one.idleUntil(this.#now, false)
    other.idleUntil(this.#now, false)
    if (!(await this.#mayPlay(one, ms)) || !(await this.#mayPlay(other, ms))) return
    other.media.play()
    one.run(ms)
    other.run(ms)
    this.#now += ms
    if (one.isPlaying) {
      one.media.pause()
      one.run(300)
      other.run(300)
      this.#now += 300
    }
    // Two clocks may differ by as much as two devices that follow each other are apart.
    this.overlap += ms + 300 + BETWEEN_DEVICES
    this.#active = 1 - this.#active
  }

  async #send(device: HonestDevice, lost: boolean): Promise<void> {
    device.idleUntil(this.#now, false)
    device.seal()
    if (!device.online || device.pending.length === 0) return
    const watched = device.pending.map(toWireSegment)
    const body = { position: null, duration: null, watched_segments: watched, events: [] }
    const sent = { session: device.session, lessonId: 'lesson', body }
    const [answer] = await this.#ledger.report(Math.floor(this.#now), WHO, [sent])
    if (!lost) device.acknowledge(answer!.through, this.#now - device.openedAt)
  }

  /** Hours later everything has been delivered. */
  async #finish(device: HonestDevice): Promise<void> {
    device.idleUntil(this.#now, false)
    if (device.online) device.hear(this.#now - device.openedAt)
    device.end()
    device.online = true
    for (let attempt = 0; attempt < 3 && device.pending.length > 0; attempt += 1) {
      this.#now += 3_000
      await this.#send(device, false)
    }
    if (device.pending.length > 0) throw new Error('Evidence was never acknowledged.')
  }
}
