import type { MediaLike } from '../../../../player/src/ports/media.js'
import type { Given, Watcher } from '../truth.js'

/** Chromium dispatches `timeupdate` this often while it plays, in milliseconds. */
const TIMEUPDATE_MS = 265

/** A media element that plays at rate 1 from the beginning, in the page's own time, and records what was really played. */
export class PlainMedia extends EventTarget implements MediaLike, Watcher {
  readonly duration = 3600
  readonly ended = false
  readonly muted = false
  readonly volume = 1
  readonly playbackRate = 1
  readonly readyState = 4
  readonly seeking = false
  readonly textTracks = [] as unknown as TextTrackList
  paused = true
  readonly #given: Given
  #rest = 0
  #since = 0
  #reported = 0
  #timer: ReturnType<typeof setInterval> | undefined

  constructor(given: Given) {
    super()
    this.#given = given
  }

  get currentTime(): number {
    return this.paused ? this.#rest : this.#rest + (performance.now() - this.#since) / 1000
  }

  get played(): TimeRanges {
    const end = this.currentTime
    return { length: end > 0 ? 1 : 0, start: () => 0, end: () => end }
  }

  play(): void {
    this.#since = performance.now()
    this.paused = false
    this.dispatchEvent(new Event('play'))
    this.dispatchEvent(new Event('playing'))
    this.#timer = setInterval(() => this.#update(), TIMEUPDATE_MS)
  }

  pause(): void {
    clearInterval(this.#timer)
    this.#update()
    this.#rest = this.currentTime
    this.paused = true
    this.dispatchEvent(new Event('pause'))
  }

  #update(): void {
    const now = this.currentTime
    this.#given.watched(this.#reported, now)
    this.#reported = now
    this.dispatchEvent(new Event('timeupdate'))
  }
}
