import type { WireReport } from '@enhancedhr/protocol/wire'
import { createReporting } from '../../src/session.js'
import type { Reporting } from '../../src/ports/reporting.js'
import type { MediaLike } from '../../src/ports/media.js'
import type { PageEvent } from '../../src/ports/page.js'
import type { SyncStatus } from '../../src/ports/reporting.js'
import type { Sample } from '../../src/core/reporting/sample.js'
import { SimulatedMedia } from '../core/reporting/simulated-media.js'
import { whenAlive, type Chance, type Life, type SimulatedDevice } from './simulated-device.js'
import type { SimulatedServer } from './simulated-server.js'
import type { VirtualTime } from './virtual-time.js'
import { expecting } from '../support/expecting.js'

const STEP_MS = 250
const DURATION_MS = 12 * 3_600_000

/** One page with a player: the real reporting, queue and tracker; all that they touch is simulated. */
export class SimulatedTab {
  readonly life: Life = { state: 'alive', thaw: [], writing: null }
  /** Sessions that this page began, with what their media really played. */
  readonly played = new Map<string, SimulatedMedia>()
  learner: string | null = null
  media: SimulatedMedia | null = null
  dropped = 0
  /** What was sent although the page had learnt of another sign-in. */
  readonly leaked: WireReport[] = []
  /** Its listeners have a mistake in them. */
  isClumsy = false
  #mediaAt = 0
  #running = false
  /** Whose sign-in the page learnt of last. */
  #knownLearner: string | null | undefined
  #fire: (event: PageEvent) => void = () => undefined
  #take: (sample: Sample) => void = () => undefined
  readonly #reporting: Reporting
  readonly #time: VirtualTime
  readonly #server: SimulatedServer

  constructor(time: VirtualTime, chance: Chance, device: SimulatedDevice, server: SimulatedServer) {
    this.#time = time
    this.#server = server
    const { life } = this
    this.#reporting = createReporting({
      clock: {
        monotonic: () => (this.#running && this.media ? this.#mediaAt + this.media.wall : time.now),
        date: () => device.date,
      },
      timers: { after: (milliseconds, run) => time.after(milliseconds, () => whenAlive(life, run)) },
      random: chance,
      store: device.store(life),
      backup: device.unloadBackup(),
      tabs: device.tabs(life),
      page: {
        visible: true,
        listen: (listener) => {
          this.#fire = listener
          return () => (this.#fire = () => undefined)
        },
      },
      sampleMedia: (_media, { take }) => {
        this.#take = take
        return { sample: (cause) => this.#sample(cause), stop: () => (this.#take = () => undefined) }
      },
      api: {
        post: async (_path, body, expected) => {
          const { reports } = structuredClone(body) as { reports: WireReport[] }
          this.#watchForLeaks(reports)
          const { learner } = server
          const result = expecting(await server.post(reports), expected)
          // So does an answer that takes evidence.
          if (result.kind === 'answer' && JSON.stringify(result.body).includes('credited')) this.#knownLearner = learner
          return new Promise((resolve) => whenAlive(life, () => resolve(result)))
        },
        get: () => Promise.reject(new Error('Nothing is read here.')),
        askSignIn: () => Promise.resolve(false),
      },
      listener: {
        acknowledged: () => this.#maybeThrow(),
        clockStepped: () => this.#maybeThrow(),
        sync: ({ dropped }) => {
          this.dropped = Math.max(this.dropped, dropped)
          this.#maybeThrow()
        },
        error: () => this.#maybeThrow(),
      },
    })
  }

  /** A grant came: a session of whoever is signed in. */
  begin(session: string, learner: string): void {
    this.#server.open(session, learner)
    // A grant shows whose sign-in it is, too.
    this.learner = this.#knownLearner = learner
    const began = this.#time.now
    const media = new SimulatedMedia(DURATION_MS, (sample) => this.#take({ ...sample, at: sample.at + began }))
    this.#catchUp()
    this.#reporting.end()
    const isStepping = this.media !== null
    this.media = media
    this.#mediaAt = this.#time.now
    this.played.set(session, media)
    const wanted = { endpoint: '/api', scope: learner, sessionId: session, lessonId: 'lesson' }
    const times = { duration: DURATION_MS, sessionAge: 0, every: 15_000 }
    this.#reporting.begin({ ...wanted, ...times }, { duration: DURATION_MS / 1000 } as MediaLike)
    if (!isStepping) this.#step()
  }

  end(): void {
    this.#catchUp()
    this.#reporting.end()
    this.media = null
  }

  fire(event: PageEvent): void {
    this.#catchUp()
    this.#fire(event)
  }

  get status(): SyncStatus {
    return this.#reporting.status
  }

  /** Segments that the page keeps in memory. */
  get pending(): number {
    return this.#reporting.status.pending
  }

  flush(): void {
    void this.#reporting.flush()
  }

  /** The device's date was set, or it slept. */
  dateMoved(milliseconds: number): void {
    this.media?.sleep(milliseconds)
  }

  freeze(): void {
    this.media?.pause()
    this.fire('frozen')
    this.life.state = 'frozen'
  }

  thaw(): void {
    if (this.life.state !== 'frozen') return
    this.life.state = 'alive'
    for (const run of this.life.thaw.splice(0)) run()
    this.fire('returned')
  }

  /** Put aside for the back button, and shown again. */
  awayAndBack(): void {
    this.fire('leaving')
    this.fire('returned')
  }

  /** Closed, or navigated away: the page hears of it first, and what it asked for then still leaves. */
  close(): void {
    this.fire('leaving')
    this.kill()
  }

  /** The renderer is gone, without a word. */
  kill(): void {
    this.life.state = 'dead'
    this.life.writing?.()
  }

  #maybeThrow(): void {
    if (this.isClumsy) throw new Error('A listener of the page has failed.')
  }

  #step(): void {
    if (this.life.state === 'dead' || !this.media) return
    if (this.life.state === 'alive') this.#catchUp()
    this.#time.after(STEP_MS, () => this.#step())
  }

  #sample(cause: string): Sample {
    this.#catchUp()
    return this.media!.sample(cause)
  }

  /** Lets the media play to this moment. */
  #catchUp(): void {
    const { media } = this
    if (!media || this.#running) return
    this.#running = true
    media.run(this.#time.now - this.#mediaAt - media.wall)
    this.#running = false
  }

  #watchForLeaks(reports: readonly WireReport[]): void {
    const { learner, sessions } = this.#server
    if (this.#knownLearner !== learner) return
    for (const report of reports) {
      const holds = report.watched_segments.length + report.events.length > 0 || report.position !== null
      if (holds && sessions.get(report.session_id)?.learner !== learner) this.leaked.push(report)
    }
  }

  /** The host sets the sign-in of the element. */
  setSignIn(): void {
    this.#knownLearner = this.#server.learner
    this.#reporting.signInChanged()
  }
}
