import type { SegmentSet } from '@enhancedhr/protocol'
import type { Acknowledgement, WireReport } from '@enhancedhr/protocol/wire'
import type { Note } from '../core/reporting/event-log.js'
import { isReportDue } from '../core/reporting/queue-schedule.js'
import type { Sample } from '../core/reporting/sample.js'
import { readSyncStatus, unacknowledged, type SyncStatus } from '../core/reporting/sync-status.js'
import { notify } from '../notify.js'
import type { MediaLike } from '../ports/media.js'
import type { PageEvent } from '../ports/page.js'
import type { Reporting, ReportingSession } from '../ports/reporting.js'
import { Collector, type Sampled } from './collector.js'
import type { ReportingPorts } from './reporting-ports.js'
import { ReportingRuntime } from './runtime.js'
import { SyncNotifier } from './sync-notifier.js'

/** A checkpoint is written about every second of playing: what is on the disk survives a kill. */
const CHECKPOINT_MS = 1_000
/** `flush()` gives what is pending after this long, whatever the network does. */
const FLUSH_PATIENCE_MS = 10_000
/** A device may report that the network is back before it is; and not everybody comes back in the same instant. */
const ONLINE_SPREAD_MS = 3_000

/** The evidence side of one player: collects a session at a time, and hands to the runtime what happens to it and to the page. */
export class ReportingService implements Reporting {
  readonly #ports: ReportingPorts
  readonly #runtime: ReportingRuntime
  readonly #sync: SyncNotifier
  readonly #stopListening: () => void
  #collector: Collector | null = null
  #savedAt = 0

  constructor(ports: ReportingPorts) {
    this.#ports = ports
    this.#sync = new SyncNotifier(ports.listener)
    this.#runtime = new ReportingRuntime(ports, {
      open: () => this.#open,
      seal: () => {
        this.#collector?.seal()
        return { isUnsure: this.#collector?.isUnsure ?? false }
      },
      acknowledged: (acknowledgement, reports) => this.#acknowledged(acknowledgement, reports),
      changed: () => this.#notifySync(),
    })
    this.#stopListening = ports.page.listen((event) => this.#onPage(event))
  }

  get status(): SyncStatus {
    return readSyncStatus(this.#runtime.state, this.#open.length > 0, this.#ports.store.storage)
  }

  watchedHere(lessonId: string): SegmentSet {
    const open = this.#collector?.session.lessonId === lessonId ? this.#open : []
    return unacknowledged(this.#runtime.state, lessonId, open)
  }

  begin(session: ReportingSession, media: MediaLike): void {
    this.end()
    const { page, sampleMedia, time } = this.#ports
    const key = this.#runtime.open(session)
    const ports = { clock: time.clock, page, sampleMedia }
    const collector = new Collector(session, media, ports, {
      collected: (change) => this.#runtime.dispatch({ type: 'collected', key, change }),
      sampled: (sample, meaning) => this.#sampled(sample, meaning, session.every),
    })
    this.#savedAt = this.#now
    this.#collector = collector
    collector.start()
  }

  note(event: Note): void {
    this.#collector?.note(event)
  }

  correctSessionAge(sessionId: string, age: number): void {
    const collector = this.#collector
    if (collector?.session.sessionId !== sessionId) return
    const wasUnsure = collector.isUnsure
    const step = collector.correctAge(age)
    if (wasUnsure) this.#checkpoint()
    if (step !== 0) notify(() => this.#ports.listener.clockStepped(sessionId, step))
  }

  loadEpoch(): void {
    this.#collector?.sample('epoch')
  }

  end(): void {
    if (!this.#collector) return
    this.#collector.end()
    this.#collector = null
    this.#runtime.close()
    this.#report({ forced: false })
  }

  async flush(): Promise<{ pending: number }> {
    let cancel = (): void => undefined
    const { timers } = this.#ports.time
    const patience = new Promise<void>((resolve) => (cancel = timers.after(FLUSH_PATIENCE_MS, resolve)))
    await Promise.race([this.#flush(), patience])
    cancel()
    return { pending: this.status.pending }
  }

  signInChanged(): void {
    this.#runtime.dispatch({ type: 'signed-in' })
    this.#report({ forced: true })
  }

  dispose(): void {
    this.end()
    this.#stopListening()
    this.#runtime.dispose()
  }

  get #now(): number {
    return this.#ports.time.clock.monotonic()
  }

  get #open() {
    return this.#collector?.open ?? []
  }

  async #flush(): Promise<void> {
    // What is under way was packed before this call.
    await this.#runtime.turn
    this.#report({ forced: true })
    await this.#runtime.turn
  }

  #sampled(sample: Sample, { hasSealed, hasSlept }: Sampled, every: number): void {
    const isLive = !sample.paused || hasSealed
    if (isLive && sample.at - this.#savedAt >= CHECKPOINT_MS) this.#checkpoint()
    if (sample.cause === 'seal' || sample.cause === 'end') return
    const isDue = !sample.paused && isReportDue(this.#runtime.state, sample.at, every)
    // At rest nothing may stay open, whether it can leave or not: nobody writes while it is paused.
    if (sample.cause === 'rest') this.#sealForRest()
    if (isDue || hasSlept || sample.cause === 'rest' || sample.cause === 'ended') {
      this.#runtime.dispatch({ type: 'report', now: this.#now, forced: false, lasting: !isDue })
    }
    this.#notifySync()
  }

  #sealForRest(): void {
    if (!this.#collector) return
    this.#collector.sealForRest()
    this.#checkpoint()
  }

  #checkpoint(): void {
    this.#savedAt = this.#now
    this.#runtime.checkpoint()
  }

  #report({ forced }: { forced: boolean }): void {
    this.#runtime.dispatch({ type: 'report', now: this.#now, forced, lasting: true })
    this.#notifySync()
  }

  #acknowledged(acknowledgement: Acknowledgement, reports: readonly WireReport[]): void {
    for (const [sessionId, age] of Object.entries(acknowledgement.session_age)) {
      this.correctSessionAge(sessionId, age * 1000)
    }
    notify(() => this.#ports.listener.acknowledged(acknowledgement, reports))
  }

  #onPage(event: PageEvent): void {
    switch (event) {
      case 'online':
        this.#runtime.wakeAt(this.#now + this.#ports.time.random() * ONLINE_SPREAD_MS, true)
        break
      case 'frozen':
        // Another tab may take over what a frozen page holds, so its numbers are given now.
        this.#sealForRest()
        break
      case 'leaving':
        this.#sealForRest()
        this.#runtime.dispatch({ type: 'leaving' })
        break
      default:
        if (event === 'returned') this.#runtime.returned()
        this.#collector?.sample('visibility')
        // The answer to what left with the page may never have come.
        if (event !== 'visible') this.#report({ forced: event === 'hidden' })
    }
  }

  #notifySync(): void {
    this.#sync.update(this.status)
  }
}
