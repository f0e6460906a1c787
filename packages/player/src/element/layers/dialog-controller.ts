import type { LitElement, ReactiveController, TemplateResult } from 'lit'
import { nothing } from 'lit'
import type { PlaybackAdapter } from '../../playback/playback-adapter.js'

/** What fills a dialog above the player. */
export interface DialogContent {
  /** Draws it as it is now; `close` takes it away. */
  render(close: () => void): TemplateResult
}

/** The player that a dialog covers. */
export type Covered = Pick<PlaybackAdapter, 'element' | 'focusControls' | 'closeMenu'>

/**
 * Shows one dialog at a time above the player, which cannot be entered meanwhile. The focus goes into it and back to the control
 * that had it; it closes by Escape, its button, and when there is another player or none.
 */
export class DialogController implements ReactiveController {
  readonly #host: LitElement
  readonly #player: () => Covered | undefined
  #content: DialogContent | undefined
  #covered: Covered | undefined
  #isNew = false

  constructor(host: LitElement, player: () => Covered | undefined) {
    this.#host = host
    this.#player = player
    host.addController(this)
  }

  show(content: DialogContent): void {
    const player = this.#player()
    if (!player || !this.#host.isConnected) return
    this.#content = content
    this.#covered = player
    this.#isNew = true
    this.#host.requestUpdate()
  }

  close(): void {
    const covered = this.#covered
    if (!covered) return
    this.#content = this.#covered = undefined
    covered.element.inert = false
    if (covered === this.#player()) covered.focusControls()
    this.#host.requestUpdate()
  }

  /** `isFree`: nothing more important has to be read now. */
  render(isFree: boolean): TemplateResult | typeof nothing {
    if (!this.#content) return nothing
    if (!isFree || this.#covered !== this.#player()) {
      queueMicrotask(() => this.close())
      return nothing
    }
    return this.#content.render(() => this.close())
  }

  hostUpdated(): void {
    const dialog = this.#host.shadowRoot?.querySelector<HTMLElement>('[part=dialog]')
    if (!this.#isNew || !dialog || !this.#covered) return
    this.#isNew = false
    this.#covered.closeMenu()
    // Before the player can no longer be entered: the focus would fall to the page.
    dialog.focus()
    this.#covered.element.inert = true
  }

  hostDisconnected(): void {
    this.close()
  }
}
