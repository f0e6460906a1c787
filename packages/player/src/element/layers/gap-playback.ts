import type { Segment, SegmentSet } from '@enhancedhr/protocol'
import { nextStretch } from '../../core/gaps/missing-plan.js'

/** So far outside of a stretch the learner has gone somewhere else, in milliseconds: positions and samples differ by less. */
const ASTRAY_MS = 1_500
/** Before the end of the video playing ends by itself, in milliseconds. */
const END_MS = 100

/** A media element, or an element that behaves as one. */
type Played = EventTarget & Pick<HTMLMediaElement, 'currentTime' | 'duration' | 'pause' | 'play' | 'seeking'>

/** Plays one stretch after the other and stops after the last. A learner who goes somewhere else is left there. */
export class GapPlayback {
  readonly #media: Played
  readonly #done: () => void
  #listening: AbortController | undefined
  #plan: SegmentSet = []
  #current: Segment | null = null

  /** `done`: the last stretch was played. */
  constructor(media: Played, done: () => void) {
    this.#media = media
    this.#done = done
  }

  /** Begins with the first stretch; in milliseconds. */
  start(plan: SegmentSet): void {
    this.stop()
    this.#plan = plan
    const { signal } = (this.#listening = new AbortController())
    this.#media.addEventListener('timeupdate', () => this.#look(), { signal })
    this.#media.addEventListener('seeking', () => this.#look(), { signal })
    this.#go(nextStretch(plan, 0))
    this.#media.play().catch(() => undefined)
  }

  /** Leaves the rest of the plan. */
  stop(): void {
    this.#listening?.abort()
    this.#listening = undefined
    this.#current = null
  }

  #go(stretch: Segment | null): void {
    this.#current = stretch
    if (stretch) this.#media.currentTime = stretch[0] / 1000
  }

  #look(): void {
    if (!this.#current) return
    const { currentTime, duration, seeking } = this.#media
    const at = currentTime * 1000
    const [from, to] = this.#current
    if (at < from - ASTRAY_MS || at > to + ASTRAY_MS) return this.stop()
    if (seeking || at < to) return
    const next = nextStretch(this.#plan, to)
    if (next) return this.#go(next)
    this.stop()
    if (to >= duration * 1000 - END_MS) return
    this.#media.pause()
    this.#done()
  }
}
