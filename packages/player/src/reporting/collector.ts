import { toMilliseconds } from '@enhancedhr/protocol'
import { clockStep } from '../core/reporting/clock-step.js'
import { createEventLog, logSample, noteEvent, type EventLog, type Note } from '../core/reporting/event-log.js'
import type { EvidenceRecord } from '../core/reporting/evidence-record.js'
import type { Collected } from '../core/reporting/queue-state.js'
import type { Sample } from '../core/reporting/sample.js'
import {
  correctAge,
  createTracker,
  endTracking,
  openSegments,
  sealAll,
  sessionTime,
  track,
  type Tracked,
  type TrackerState,
} from '../core/reporting/tracker.js'
import type { Clock } from '../ports/clock.js'
import type { MediaLike, MediaSampling, SampleMedia } from '../ports/media.js'
import type { PageLike } from '../ports/page.js'
import type { ReportingSession } from '../ports/reporting.js'

export interface CollectorPorts {
  readonly clock: Clock
  readonly page: PageLike
  readonly sampleMedia: SampleMedia
}

/** What a sample meant. */
export interface Sampled {
  /** Segments were sealed by it. */
  readonly hasSealed: boolean
  /** The device slept before it: an answer has to name the time before anything more can be sealed. */
  readonly hasSlept: boolean
}

export interface CollectorListener {
  collected(change: Collected): void
  sampled(sample: Sample, meaning: Sampled): void
}

/** Collects the evidence of one session: takes samples of its media to the tracker, and what happened to the event log. */
export class Collector {
  readonly session: ReportingSession
  readonly #media: MediaLike
  readonly #ports: CollectorPorts
  readonly #listener: CollectorListener
  #sampling: MediaSampling | null = null
  #tracker: TrackerState
  #log: EventLog = createEventLog()

  constructor(session: ReportingSession, media: MediaLike, ports: CollectorPorts, listener: CollectorListener) {
    this.session = session
    this.#media = media
    this.#ports = ports
    this.#listener = listener
    this.#tracker = createTracker(session.sessionAge, ports.clock.monotonic())
  }

  /** What would be sealed if the page died now. */
  get open(): EvidenceRecord['openSegments'] {
    return openSegments(this.#tracker)
  }

  /** Whether only an answer of the server can name the time. */
  get isUnsure(): boolean {
    return this.#tracker.sure !== null
  }

  start(): void {
    const { clock, page, sampleMedia } = this.#ports
    this.#sampling = sampleMedia(this.#media, {
      clock,
      isPageVisible: () => page.visible,
      take: (sample) => this.#take(sample),
    })
    this.#sampling.sample('begin')
  }

  /** Reads the media now, because of `cause`. */
  sample(cause: string): void {
    this.#sampling?.sample(cause)
  }

  note(event: Note): void {
    const noted = noteEvent(this.#log, this.#tracker, this.#ports.clock.monotonic(), event)
    this.#log = noted.log
    this.#listener.collected({ events: [noted.event] })
  }

  /**
   * Moves the session clock forward to the age that an answer named. Gives how far the server's clock stepped, in milliseconds; 0
   * where it did not, or where nobody knows because the device slept.
   */
  correctAge(age: number): number {
    const now = this.#ports.clock.monotonic()
    const step = this.isUnsure ? 0 : clockStep(age, sessionTime(this.#tracker, now))
    this.#collect(correctAge(this.#tracker, age, now))
    return step
  }

  /** Seals for a report: playing goes on, and while the time is unsure nothing is sealed. */
  seal(): void {
    this.sample('seal')
    this.#collect(sealAll(this.#tracker))
  }

  /** Seals everything, because nothing may stay open: the media is at rest, or the page may be gone soon. */
  sealForRest(): void {
    this.sample('seal')
    this.#collect(endTracking(this.#tracker))
  }

  end(): void {
    this.sample('end')
    this.#sampling?.stop()
    this.#collect(endTracking(this.#tracker))
  }

  #take(sample: Sample): void {
    const before = this.#tracker
    const tracked = track(before, sample)
    const duration = Number.isFinite(this.#media.duration) ? this.#media.duration : null
    this.#collect(tracked)
    const logged = logSample(this.#log, before, tracked.state, sample, duration)
    this.#log = logged.log
    if (logged.events.length > 0) {
      this.#listener.collected({
        events: logged.events,
        duration: duration === null ? null : toMilliseconds(duration),
      })
    }
    this.#listener.sampled(sample, {
      hasSealed: tracked.sealed.length > 0,
      hasSlept: before.sure === null && tracked.state.sure !== null,
    })
  }

  #collect({ state, sealed }: Tracked): void {
    this.#tracker = state
    this.#listener.collected({ segments: sealed, position: state.position })
  }
}
