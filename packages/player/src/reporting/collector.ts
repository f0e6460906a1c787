import { fromUnordered, toMilliseconds, type SegmentSet } from '@enhancedhr/protocol'
import type { Acknowledgement, WireReport } from '@enhancedhr/protocol/wire'
import { clockStep } from '../core/reporting/clock-step.js'
import { createEventLog, logSample, noteEvent, type EventLog, type Note } from '../core/reporting/event-log.js'
import type { Sample } from '../core/reporting/sample.js'
import {
  correctAge,
  createTracker,
  endTracking,
  looseSegments,
  sealAll,
  sessionTime,
  track,
  type Tracked,
  type TrackerState,
} from '../core/reporting/tracker.js'
import type { ApiClient } from '../ports/api.js'
import type { Clock } from '../ports/clock.js'
import type { EvidenceStore } from '../ports/evidence-store.js'
import type { MediaLike, MediaSampling, SampleMedia } from '../ports/media.js'
import type { PageEvent, PageLike } from '../ports/page.js'
import type { Random } from '../ports/random.js'
import type { Reporting, ReportingListener, ReportingSession, SyncStatus } from '../ports/reporting.js'
import type { Tabs } from '../ports/tabs.js'
import type { Timers } from '../ports/timers.js'
import type { Spill } from '../ports/unload-backup.js'
import { notify } from '../notify.js'
import { ReportingDelivery } from './runtime.js'
import { serialize } from '../core/serialize.js'

/** What reporting is made of; the composition root chooses (`session.ts`). */
export interface ReportingParts {
  readonly api: ApiClient
  readonly clock: Clock
  readonly timers: Timers
  readonly random: Random
  readonly store: EvidenceStore
  readonly spill: Spill
  readonly tabs: Tabs
  readonly page: PageLike
  readonly sampleMedia: SampleMedia
  readonly listener: ReportingListener
}

/** A checkpoint is written about every second of playing: what is on the disk survives a kill. */
const CHECKPOINT_MS = 1_000
/** `flush()` tells what is pending after this long, whatever the network does. */
const FLUSH_PATIENCE_MS = 10_000
/** A device may say that the network is back before it is; and not everybody comes back in the same instant. */
const ONLINE_SPREAD_MS = 3_000

/** One session that is being collected. */
interface Collecting {
  readonly session: ReportingSession
  readonly key: string
  readonly media: MediaLike
  sampling: MediaSampling | null
  tracker: TrackerState
  log: EventLog
  flushedAt: number
  savedAt: number
}

/** Collects, keeps and sends evidence: takes samples to the tracker, what it sealed to delivery, and decides when. */
export class ReportingController implements Reporting {
  readonly #parts: ReportingParts
  readonly #delivery: ReportingDelivery
  readonly #stopListening: () => void
  #collecting: Collecting | null = null
  #again = false
  /** A report fell due while another request was under way. */
  #missed = false
  #told = ''
  #deniedTold = false

  constructor(parts: ReportingParts) {
    this.#parts = parts
    const { api, clock, timers, random, store, spill, tabs, listener, page } = parts
    this.#delivery = new ReportingDelivery({
      ...{ api, clock, timers, random, store, spill, tabs },
      trouble: (trouble) => notify(() => listener.trouble(trouble)),
      acknowledged: (acknowledgement, reports) => this.#acknowledged(acknowledgement, reports),
      loose: (key) => (this.#collecting?.key === key ? this.#loose() : []),
      isHidden: () => !page.visible,
      settled: () => this.#settled(),
      woken: (pressed) => this.#woken(pressed),
    })
    this.#stopListening = page.listen((event) => this.#onPage(event))
  }

  get status(): SyncStatus {
    const { sending, parked, unreachable, dropped, records, failures, firm } = this.#delivery.state
    const sealed = [...records.values()].reduce((sum, { segments }) => sum + segments.length, 0)
    const pending = sealed + (this.#loose().length > 0 ? 1 : 0)
    // What is merely not due yet is on its way; waiting means that something failed.
    const idle = pending === 0 ? 'saved' : failures > 0 || firm ? 'waiting' : 'saving'
    const state = parked ? 'parked' : sending ? 'saving' : unreachable ? 'offline' : idle
    return { pending, state, storage: this.#parts.store.storage, dropped }
  }

  watchedHere(lessonId: string): SegmentSet {
    const records = [...this.#delivery.state.records.values()]
    const sealed = records.flatMap((record) => (record.lessonId === lessonId ? record.segments : []))
    const loose = this.#collecting?.session.lessonId === lessonId ? this.#loose() : []
    return fromUnordered([...sealed, ...loose].map(({ from, to }) => [from, to] as const))
  }

  begin(session: ReportingSession, media: MediaLike): void {
    this.end()
    const { clock, page, sampleMedia } = this.#parts
    const now = clock.monotonic()
    const collecting: Collecting = {
      session,
      key: this.#delivery.open(session),
      media,
      sampling: null,
      tracker: createTracker(session.sessionAge, now),
      log: createEventLog(),
      flushedAt: now,
      savedAt: now,
    }
    this.#collecting = collecting
    collecting.sampling = sampleMedia(media, {
      clock,
      isPageVisible: () => page.visible,
      take: (sample) => this.#take(collecting, sample),
    })
    collecting.sampling.sample('begin')
  }

  note(event: Note): void {
    const collecting = this.#collecting
    if (!collecting) return
    const noted = noteEvent(collecting.log, collecting.tracker, this.#parts.clock.monotonic(), event)
    collecting.log = noted.log
    this.#delivery.collected(collecting.key, { events: [noted.event] })
  }

  correctSessionAge(sessionId: string, age: number): void {
    const collecting = this.#collecting
    if (collecting?.session.sessionId !== sessionId) return
    const now = this.#parts.clock.monotonic()
    const wasUnsure = collecting.tracker.sure !== null
    const step = wasUnsure ? 0 : clockStep(age, sessionTime(collecting.tracker, now))
    this.#collect(collecting, correctAge(collecting.tracker, age, now))
    if (wasUnsure) this.#save(collecting)
    if (step !== 0) notify(() => this.#parts.listener.clockStepped(sessionId, step))
  }

  loadEpoch(): void {
    this.#collecting?.sampling?.sample('epoch')
  }

  end(): void {
    const collecting = this.#collecting
    if (!collecting) return
    collecting.sampling?.sample('end')
    collecting.sampling?.stop()
    this.#collect(collecting, endTracking(collecting.tracker))
    this.#collecting = null
    this.#delivery.close()
    void this.#delivery.save(collecting.key)
    this.#sealAndSend({ pressed: false })
    this.#tell()
  }

  async flush(): Promise<{ pending: number }> {
    let cancel = (): void => undefined
    const patience = new Promise<void>((resolve) => (cancel = this.#parts.timers.after(FLUSH_PATIENCE_MS, resolve)))
    await Promise.race([this.#flush(), patience])
    cancel()
    return { pending: this.status.pending }
  }

  signInChanged(): void {
    this.#delivery.signInChanged()
    this.#sealAndSend({ pressed: true })
  }

  dispose(): void {
    this.end()
    this.#stopListening()
    this.#delivery.dispose()
  }

  async #flush(): Promise<void> {
    // What is under way was packed before this call.
    await this.#delivery.request
    this.#sealAndSend({ pressed: true })
    await this.#delivery.request
  }

  #take(collecting: Collecting, sample: Sample): void {
    const { key, media, session, tracker: before } = collecting
    const tracked = track(before, sample)
    const duration = Number.isFinite(media.duration) ? media.duration : null
    this.#collect(collecting, tracked)
    const told = logSample(collecting.log, before, tracked.state, sample, duration)
    collecting.log = told.log
    if (told.events.length > 0) {
      const milliseconds = duration === null ? null : toMilliseconds(duration)
      this.#delivery.collected(key, { events: told.events, duration: milliseconds })
    }
    const isLive = !sample.paused || tracked.sealed.length > 0
    if (isLive && sample.at - collecting.savedAt >= CHECKPOINT_MS) this.#save(collecting)
    if (sample.cause === 'seal' || sample.cause === 'end') return
    const due = !sample.paused && sample.at - collecting.flushedAt >= session.every
    // Right after a sleep an answer has to tell the time before anything more can be sealed.
    const slept = before.sure === null && tracked.state.sure !== null
    // At rest nothing may stay open, whether it can leave or not: nobody writes while it is paused.
    if (sample.cause === 'rest') this.#seal(collecting)
    if (due || slept || sample.cause === 'rest' || sample.cause === 'ended') {
      this.#sealAndSend({ pressed: false, again: !due })
    }
    this.#tell()
  }

  #collect(collecting: Collecting, { state, sealed }: Tracked): void {
    collecting.tracker = state
    const known = this.#delivery.state.records.get(collecting.key)
    if (sealed.length === 0 && state.position === known?.position) return
    this.#delivery.collected(collecting.key, { segments: sealed, position: state.position })
  }

  #loose() {
    return this.#collecting ? looseSegments(this.#collecting.tracker) : []
  }

  /** Gives everything its numbers, as it stands, and keeps it. */
  #seal(collecting: Collecting): void {
    collecting.sampling?.sample('seal')
    this.#collect(collecting, endTracking(collecting.tracker))
    this.#save(collecting)
  }

  #save(collecting: Collecting): void {
    collecting.savedAt = this.#parts.clock.monotonic()
    void this.#delivery.save(collecting.key)
  }

  /** Sending seals: what is open gets its numbers now, but only if it can leave now. */
  #sealAndSend({ pressed, again = true }: { pressed: boolean; again?: boolean }): void {
    const collecting = this.#collecting
    if (collecting) collecting.flushedAt = this.#parts.clock.monotonic()
    if (!this.#delivery.maySend(pressed)) {
      this.#again ||= again
      this.#missed = this.#delivery.request !== null
      return
    }
    this.#again = this.#missed = false
    if (collecting) {
      collecting.sampling?.sample('seal')
      this.#collect(collecting, sealAll(collecting.tracker))
    }
    this.#delivery.send({ pressed, asking: collecting && collecting.tracker.sure !== null ? collecting.key : null })
    this.#tell()
  }

  #acknowledged(acknowledgement: Acknowledgement, reports: readonly WireReport[]): void {
    for (const [sessionId, age] of Object.entries(acknowledgement.session_age)) {
      this.correctSessionAge(sessionId, age * 1000)
    }
    notify(() => this.#parts.listener.acknowledged(acknowledgement, reports))
  }

  #settled(): void {
    // After a failure a report that was due waits like the next ones: an outage makes one segment.
    const isDue = this.#again || this.#missed
    this.#missed = false
    if (isDue && this.#delivery.maySend(false)) this.#sealAndSend({ pressed: false })
    this.#tell()
  }

  /** A wait is over. What was played during it may have come to its end, so nothing else would give it its numbers. */
  #woken(pressed: boolean): void {
    if (this.#again) this.#sealAndSend({ pressed })
    else this.#delivery.send({ pressed })
  }

  #onPage(event: PageEvent): void {
    const collecting = this.#collecting
    if (event === 'online') {
      this.#delivery.wakeAt(this.#parts.clock.monotonic() + this.#parts.random() * ONLINE_SPREAD_MS, true)
    } else if (event === 'frozen') {
      // Another tab may take over what a frozen page holds, so its numbers are given now.
      if (collecting) this.#seal(collecting)
    } else if (event === 'leaving') this.#leave()
    else {
      if (event === 'returned') this.#delivery.returned()
      collecting?.sampling?.sample('visibility')
      // The answer to what left with the page may never have come.
      if (event !== 'visible') this.#sealAndSend({ pressed: event === 'hidden' })
    }
  }

  /** The page goes: everything gets its numbers, as it stands. */
  #leave(): void {
    const collecting = this.#collecting
    if (collecting) this.#seal(collecting)
    this.#delivery.leave()
  }

  #tell(): void {
    const { status } = this
    const text = serialize(status)
    if (text === this.#told) return
    this.#told = text
    notify(() => this.#parts.listener.sync(status))
    if (status.storage === 'memory' && !this.#deniedTold) {
      this.#deniedTold = true
      notify(() => this.#parts.listener.trouble({ code: 'storage_denied', retryable: false, retryAfter: null }))
    }
  }
}
