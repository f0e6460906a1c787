import type { LitElement, ReactiveController } from 'lit'
import type { PlaybackAdapter } from '../../playback/playback-adapter.js'

/** What has the focus inside of the element. */
type Place = 'layers' | 'player' | null

/** Keeps the focus in the element when what had it goes: it never falls to the page. */
export class FocusController implements ReactiveController {
  readonly #host: LitElement
  readonly #isCovered: () => boolean
  readonly #player: () => PlaybackAdapter | undefined
  #before: Place = null

  /** `isCovered`: words cover the player, which cannot be entered then. */
  constructor(host: LitElement, isCovered: () => boolean, player: () => PlaybackAdapter | undefined) {
    this.#host = host
    this.#isCovered = isCovered
    this.#player = player
    host.addController(this)
  }

  hostUpdate(): void {
    const active = this.#root?.activeElement
    this.#before = active?.closest('.status') ? 'layers' : active?.closest('.stage') ? 'player' : null
    if (!this.#isCovered()) return
    this.#player()?.closeMenu()
    // What cannot be entered loses the focus at once.
    if (this.#before === 'player') this.#focusSurface()
  }

  hostUpdated(): void {
    const surface = this.#surface
    const active = this.#root?.activeElement
    if (!this.#before || !surface || (active && active !== surface)) return
    const button = surface.querySelector<HTMLElement>('.message button')
    if (button) button.focus({ preventScroll: true })
    else if (this.#before === 'layers' && !this.#isCovered()) this.#player()?.focusControls()
    if (!this.#root?.activeElement) this.#focusSurface()
  }

  get #root(): ShadowRoot | null {
    return this.#host.shadowRoot
  }

  get #surface(): HTMLElement | null {
    return this.#root?.querySelector<HTMLElement>('.surface') ?? null
  }

  #focusSurface(): void {
    this.#surface?.focus({ preventScroll: true })
  }
}
