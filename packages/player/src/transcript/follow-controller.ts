import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Keys that scroll. */
const SCROLLING = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown', ' '])
/** How much of the box, from its start and its end, a line that is followed is kept out of. */
const EDGE = 0.25

/**
 * Keeps the line that is said in sight, by scrolling the box of the text and never the page. It stops as soon as the learner scrolls
 * there, and while the keyboard is in there; `follow` goes on.
 */
export class FollowController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #box: () => HTMLElement | null
  #isFollowing = true

  constructor(host: ReactiveControllerHost, box: () => HTMLElement | null) {
    this.#host = host
    this.#box = box
    host.addController(this)
  }

  /** Whether the text follows the video now. */
  get isFollowing(): boolean {
    return this.#isFollowing && !this.#hasKeyboard
  }

  hostDisconnected(): void {
    this.#isFollowing = true
  }

  /** The learner reads somewhere else. */
  pause(): void {
    this.#set(false)
  }

  /** Goes on following. */
  follow(): void {
    this.#set(true)
  }

  /** Something happened in the box: whether the learner scrolls by it. */
  readonly hear = (event: Event): void => {
    const isKey = event instanceof KeyboardEvent
    if (isKey && !SCROLLING.has(event.key)) return
    // The scroll bar is the box itself; a press on a line scrolls nothing.
    if (event.type === 'pointerdown' && event.target !== event.currentTarget) return
    this.pause()
  }

  /** Scrolls the box so that the line is in its middle half, where it is not; `always`: whether or not it is followed. */
  show(line: HTMLElement | null, { always = false } = {}): void {
    const box = this.#box()
    if (!box || !line || (!always && !this.isFollowing)) return
    const { top, height } = box.getBoundingClientRect()
    const { top: at, bottom } = line.getBoundingClientRect()
    const edge = height * EDGE
    if (at >= top + edge && bottom <= top + height - edge) return
    const isCalm = box.ownerDocument.defaultView?.matchMedia('(prefers-reduced-motion: reduce)').matches ?? true
    box.scrollTo({ top: box.scrollTop + at - top - edge, behavior: isCalm ? 'instant' : 'smooth' })
  }

  /** The focus that a pointer leaves is not the keyboard's. */
  get #hasKeyboard(): boolean {
    return this.#box()?.querySelector(':focus-visible') !== null && this.#box() !== null
  }

  #set(isFollowing: boolean): void {
    if (isFollowing === this.#isFollowing) return
    this.#isFollowing = isFollowing
    this.#host.requestUpdate()
  }
}
