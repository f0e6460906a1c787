import type { PlayedSegment, Segment, SegmentSet } from '@enhancedhr/protocol'
import { fromUnordered } from '@enhancedhr/protocol'
import {
  correctAge,
  createTracker,
  endTracking,
  sealAll,
  track,
  type Tracked,
  type TrackerState,
} from '../../../../player/src/core/reporting/tracker.js'
import { SimulatedMedia } from '../../../../player/test/core/reporting/simulated-media.js'

/** A device on which somebody watches: a media element that knows the truth, and the player's own tracker beside it. */
export class HonestDevice {
  readonly session: string
  readonly media: SimulatedMedia
  /** Everything that got its numbers. */
  readonly sealed: PlayedSegment[] = []
  pending: readonly PlayedSegment[] = []
  online = true
  /** Instants on the server's clock. */
  readonly openedAt: number
  windowEnds: number
  syncedAt: number
  /** Occasions at which collecting may lose up to 0.3 s, besides those that the media counts itself. */
  blocks = 0
  readonly #drift: number
  #tracker: TrackerState = createTracker(0, 0)

  /** `drift`: how much faster the device's clock runs than the server's. */
  constructor(session: string, duration: number, openedAt: number, window: number, drift: number) {
    this.session = session
    this.openedAt = openedAt
    this.syncedAt = openedAt
    this.windowEnds = openedAt + window
    this.#drift = drift
    this.media = new SimulatedMedia(duration, (sample) => this.#apply(track(this.#tracker, sample)))
    this.media.sample('begin')
  }

  get truth(): SegmentSet {
    return fromUnordered(this.media.truth.map(([from, to]): Segment => [Math.round(from), Math.round(to)]))
  }

  get isPlaying(): boolean {
    return !this.media.paused
  }

  /** Lets the device run for so much of the server's time. */
  run(ms: number): void {
    this.media.run(ms * (1 + this.#drift))
    this.syncedAt += ms
  }

  /** Nobody touches it until `now`; asleep, its monotonic clock stands still as well. */
  idleUntil(now: number, asleep: boolean): void {
    const passed = Math.max(0, now - this.syncedAt) * (1 + this.#drift)
    if (asleep) this.media.sleep(passed)
    else this.media.wall += passed
    this.syncedAt = Math.max(this.syncedAt, now)
  }

  seal(): void {
    this.media.sample('seal')
    this.#apply(sealAll(this.#tracker))
  }

  end(): void {
    this.media.sample('end')
    this.#apply(endTracking(this.#tracker))
  }

  acknowledge(through: number, age: number): void {
    this.pending = this.pending.filter(({ n }) => n > through)
    this.hear(age)
  }

  /** Any answer of the server names the session's age. */
  hear(age: number): void {
    this.#apply(correctAge(this.#tracker, age, this.media.wall))
  }

  #apply({ state, sealed }: Tracked): void {
    this.#tracker = state
    this.sealed.push(...sealed)
    this.pending = [...this.pending, ...sealed]
  }
}
