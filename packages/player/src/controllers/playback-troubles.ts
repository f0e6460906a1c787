import { PROBLEMS, isProblemCode } from '@enhancedhr/protocol'
import type { PlaybackFailure } from '../playback/playback-adapter.js'
import type { PlaybackTrouble } from './lesson-parts.js'

const HAVE_FUTURE_DATA = 3

/** Knows what is the matter with the video itself: nothing, a passing thing, or one that ends playing. */
export class PlaybackTroubles {
  readonly #readyState: () => number
  readonly #changed: () => void
  readonly #failed: (trouble: PlaybackTrouble) => void
  #trouble: PlaybackTrouble | undefined
  /** A refused URL matters only once the buffer has run dry. */
  #lapsed = false
  #interrupted = false

  constructor(ports: { readyState(): number; changed(): void; failed(trouble: PlaybackTrouble): void }) {
    this.#readyState = () => ports.readyState()
    this.#changed = () => ports.changed()
    this.#failed = (trouble) => ports.failed(trouble)
  }

  /** What ended playing. */
  get current(): PlaybackTrouble | undefined {
    return this.#trouble
  }

  /** The network is gone and the buffer is dry; the player goes on trying. */
  get interrupted(): boolean {
    return this.#interrupted
  }

  /** Another session begins. */
  forget(): void {
    this.#trouble = undefined
    this.#lapsed = this.#interrupted = false
  }

  /** There are fresh addresses: what was refused before tells nothing any more. */
  renewed(): void {
    this.#lapsed = false
  }

  interrupt(): void {
    this.#interrupted = true
    this.#changed()
  }

  /** The picture moves. */
  moving(): void {
    if (!this.#interrupted) return
    this.#interrupted = false
    this.#changed()
  }

  /** The buffer has run dry. */
  starved(): void {
    if (this.#lapsed) this.fail('playback_failed', 'access')
  }

  stopped(failure: PlaybackFailure): void {
    if (failure === 'unsupported') this.fail('media_unsupported', failure)
    else if (failure === 'media') this.fail('playback_failed', failure)
    else this.refused(true)
  }

  /** A signed address was refused; `needed`: what it named has to be on screen now. */
  refused(needed: boolean): void {
    this.#lapsed = true
    // What is in the buffer may be watched to its end.
    if (needed && this.#readyState() < HAVE_FUTURE_DATA) this.fail('playback_failed', 'access')
  }

  /** Ends playing; only the first trouble is told. */
  fail(code: string, cause: PlaybackTrouble['cause']): void {
    if (this.#trouble) return
    const retryable = isProblemCode(code) && PROBLEMS[code].retryable
    this.#trouble = { code, cause, retryable, retryAfter: null, fatal: true }
    this.#failed(this.#trouble)
  }
}
