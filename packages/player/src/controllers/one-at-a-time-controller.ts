import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Marks every lesson player of the page, those of another copy of this module included. */
const PLAYER: unique symbol = Symbol.for('ehr-lesson-player')

/** What one player has to know of another. */
export interface OneOfMany {
  /** Starting this one pauses nobody. */
  readonly noPauseOthers: boolean
  pause(): void
}

type Host = ReactiveControllerHost & EventTarget & OneOfMany & { [PLAYER]?: true }

/** Pauses its player when another lesson player of the page starts, unless that one leaves the others alone. */
export class OneAtATimeController implements ReactiveController {
  #host: Host
  #started = (event: Event): void => this.#listen(event)

  constructor(host: ReactiveControllerHost & EventTarget & OneOfMany) {
    this.#host = host
    this.#host[PLAYER] = true
    host.addController(this)
  }

  hostConnected(): void {
    // Media events do not bubble, but they come down.
    document.addEventListener('play', this.#started, { capture: true })
  }

  hostDisconnected(): void {
    document.removeEventListener('play', this.#started, { capture: true })
  }

  #listen(event: Event): void {
    const player = event.composedPath().find((target): target is Host => PLAYER in target)
    if (player && player !== this.#host && !player.noPauseOthers) this.#host.pause()
  }
}
