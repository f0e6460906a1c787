import type { ReactiveControllerHost } from 'lit'
import { CorrectionLimit } from '../../core/playback/correction-limit.js'

/** What the controller asks of its player. */
export interface RenderedHost extends ReactiveControllerHost {
  readonly playWhenHidden: boolean
  readonly paused: boolean
  pause(): void
}

/**
 * Pauses its player once nothing of it is drawn: a dialog was closed, another tab of a panel was chosen, an ancestor hidden.
 *
 * Scrolled out of view it plays on, and so it does in picture-in-picture, on a remote screen, and in a background window.
 * Looked at with each `timeupdate`, about four times a second, because no observer sees every way to be hidden.
 */
export class RenderedController {
  readonly #host: Element & RenderedHost
  readonly #clock: { monotonic(): number }
  readonly #isElsewhere: () => boolean
  /** A page that starts it again each time is left alone. */
  readonly #limit = new CorrectionLimit()

  constructor(host: Element & RenderedHost, clock: { monotonic(): number }, isElsewhere: () => boolean) {
    this.#host = host
    this.#clock = clock
    this.#isElsewhere = isElsewhere
    host.addEventListener('timeupdate', () => this.#look())
  }

  #look(): void {
    const host = this.#host
    if (host.paused || host.playWhenHidden || isRendered(host) || this.#isElsewhere()) return
    if (this.#limit.take(this.#clock.monotonic()) === 'correct') host.pause()
  }
}

function isRendered(element: Element): boolean {
  // Older browsers know no more than whether there is a box.
  if (!('checkVisibility' in element)) return (element as Element).getClientRects().length > 0
  return element.checkVisibility({ visibilityProperty: true })
}
