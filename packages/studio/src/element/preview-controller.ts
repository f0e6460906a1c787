import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Preview } from '../settings/settings-context.js'

/** Something that plays: a `<video>`, a lesson player, or anything else with a position that can be set. */
interface Playing extends HTMLElement {
  currentTime: number
}

const MOVES = ['timeupdate', 'seeking', 'seeked', 'loadedmetadata'] as const

/** Finds what plays in the slot `preview`, and follows where it is. */
export class PreviewController implements ReactiveController, Preview {
  readonly #host: HTMLElement & ReactiveControllerHost
  #player: Playing | null = null
  #listening = new AbortController()

  constructor(host: HTMLElement & ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  get position(): number | null {
    const position = this.#player?.currentTime
    return typeof position === 'number' && Number.isFinite(position) ? position : null
  }

  seek(position: number): void {
    if (this.#player) this.#player.currentTime = position
  }

  hostUpdated(): void {
    this.look()
  }

  hostDisconnected(): void {
    this.#listening.abort()
    this.#player = null
  }

  /** Looks which player is there now. */
  readonly look = (): void => {
    const player = this.#find()
    if (player === this.#player) return
    this.#listening.abort()
    this.#listening = new AbortController()
    this.#player = player
    const { signal } = this.#listening
    for (const move of MOVES) player?.addEventListener(move, () => this.#host.requestUpdate(), { signal })
    this.#host.requestUpdate()
  }

  #find(): Playing | null {
    for (const child of this.#host.querySelectorAll(':scope > [slot=preview], :scope > [slot=preview] *')) {
      if ('currentTime' in child) return child as Playing
    }
    return null
  }
}
