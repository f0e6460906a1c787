import { after } from '@enhancedhr/element-kit'
import { isRetryable } from '@enhancedhr/protocol'
import type { RememberedMedia } from '../playback/media/remembered-media.js'
import type { PlaybackErrorEvents, PlaybackFailure } from '../playback/playback-adapter.js'
import type { PlaybackError } from './lesson-ports.js'

const HAVE_FUTURE_DATA = 3
/** Playing that waits this long (8 s) gets words, or ends where what it waits for was refused meanwhile. */
const LONGEST_WAIT_MS = 8_000

/** What follows from an error of the video. */
export interface PlaybackErrorListener {
  changed(): void
  failed(error: PlaybackError): void
}

/** Knows what is the matter with the video itself: nothing, a passing thing, or an error that ends playing. */
export class PlaybackErrors implements PlaybackErrorEvents {
  readonly #media: Pick<RememberedMedia, 'current' | 'paused'>
  readonly #listener: PlaybackErrorListener
  #error: PlaybackError | undefined
  /** A refused URL matters only once the buffer has run dry. */
  #lapsed = false
  #interrupted = false
  /** The media host answered, and not with what was asked for, since the picture stands still. */
  #refusals = 0
  #callOff: (() => void) | undefined
  #isOverdue = false

  constructor(media: Pick<RememberedMedia, 'current' | 'paused'>, listener: PlaybackErrorListener) {
    this.#media = media
    this.#listener = listener
  }

  /** What ended playing. */
  get current(): PlaybackError | undefined {
    return this.#error
  }

  /** The network is gone and the buffer is dry; the player goes on trying. */
  get interrupted(): boolean {
    return this.#interrupted
  }

  /** Another session begins. */
  forget(): void {
    this.#error = undefined
    this.#lapsed = this.#interrupted = false
    this.#stopWaiting()
  }

  /** There are fresh addresses: what was refused before means nothing any more. */
  renewed(): void {
    this.#lapsed = false
  }

  interrupt(): void {
    this.#interrupted = true
    this.#listener.changed()
  }

  /** The picture moves. */
  moving(): void {
    this.#stopWaiting()
    if (!this.#interrupted) return
    this.#interrupted = false
    this.#listener.changed()
  }

  /** The buffer has run dry. */
  starved(): void {
    if (this.#lapsed) this.fail('playback_failed', 'access')
    this.#callOff ??= after(LONGEST_WAIT_MS, () => this.#overdue())
  }

  /** Nobody waits for the picture any more. */
  paused(): void {
    this.#stopWaiting()
  }

  /** A media host answered a request with an error that is no refusal of its address; the player asks again by itself. */
  unanswered(): void {
    this.#refusals += 1
    if (this.#isOverdue) this.#overdue()
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
    if (needed && this.#readyState < HAVE_FUTURE_DATA) this.fail('playback_failed', 'access')
  }

  /** Ends playing; only the first error is reported. */
  fail(code: string, cause: PlaybackError['cause'], detail?: string): void {
    if (this.#error) return
    const plain = { code, cause, retryable: isRetryable(code), retryAfter: null, fatal: true }
    this.#error = detail === undefined ? plain : { ...plain, detail }
    this.#listener.failed(this.#error)
  }

  /**
   * A player tries for minutes what a learner gives up after seconds. Where a media host answers that it has nothing, playing
   * ends with a button; where nothing answers at all, the network is slow or gone, and the player goes on trying under words.
   */
  #overdue(): void {
    this.#isOverdue = true
    if (this.#readyState >= HAVE_FUTURE_DATA) return
    if (this.#refusals > 0) this.fail('playback_failed', 'media')
    else if (!this.#media.paused) this.interrupt()
  }

  get #readyState(): number {
    return this.#media.current?.readyState ?? 0
  }

  #stopWaiting(): void {
    this.#callOff?.()
    this.#callOff = undefined
    this.#isOverdue = false
    this.#refusals = 0
  }
}
