import { html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit'

/** Draws the still below the video until the first picture; one that cannot be had leaves the plain surface. */
export class PosterController {
  readonly #host: ReactiveControllerHost
  /** The first picture of the lesson was on screen. */
  #seen = false
  /** The URL that could not be loaded; another one is tried. */
  #broken: string | null = null
  readonly #failed = (still: string) => (): void => {
    this.#broken = still
    this.#host.requestUpdate()
  }

  constructor(host: ReactiveControllerHost) {
    this.#host = host
  }

  /** The video is on screen, or another lesson comes. */
  showPicture(seen: boolean): void {
    this.#seen = seen
    this.#host.requestUpdate()
  }

  render(still: string | null | undefined): TemplateResult {
    const shown = still && still !== this.#broken
    return html`<div class="poster" ?hidden=${this.#seen}>
      <slot name="poster"
        >${shown ? html`<img part="poster" src=${still} alt="" @error=${this.#failed(still)} />` : nothing}</slot
      >
    </div>`
  }
}
