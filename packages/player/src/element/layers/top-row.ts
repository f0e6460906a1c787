import { html, nothing, type TemplateResult } from 'lit'
import { formatDuration } from '../../i18n/format-duration.js'
import type { LayerContext } from './layer-context.js'

/** The row above the picture: the title, or on small players the time, and beside it how evidence stands. */
export class TopRow {
  readonly #context: LayerContext
  readonly #time: HTMLElement

  constructor(context: LayerContext) {
    this.#context = context
    const { element } = context
    this.#time = element.ownerDocument.createElement('span')
    this.#time.className = 'time'
    this.#time.dir = 'ltr'
    for (const name of ['timeupdate', 'seeking', 'durationchange']) {
      element.addEventListener(name, () => this.#showTime())
    }
  }

  /** `isActive`: somebody looks at the controls. A theme of the host's own brings its title. */
  render({ isActive, chip }: { isActive: boolean; chip: TemplateResult }): TemplateResult {
    const { element, session } = this.#context
    const title = session.grant?.lesson.title
    const isOurs = !element.theme
    return html`<div class=${isActive ? 'top' : 'top away'}>
      ${isOurs && title ? html`<span class="lesson-title" part="title" dir="auto">${title}</span>` : nothing}
      ${isOurs && session.playback.ready ? this.#time : nothing}
      <div class="chips">${chip}</div>
    </div>`
  }

  /** Not a part of the template, so that playing draws no more of the element than this. */
  #showTime(): void {
    const { currentTime, duration } = this.#context.element
    const text = duration > 0 ? `${formatDuration(currentTime)} / ${formatDuration(duration)}` : ''
    if (this.#time.textContent !== text) this.#time.textContent = text
  }
}
