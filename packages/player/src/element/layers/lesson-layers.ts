import { html, nothing, type TemplateResult } from 'lit'
import { DialogController } from './dialog-controller.js'
import { EndController } from './end-controller.js'
import { FocusController } from './focus-controller.js'
import type { LayerContext } from './layer-context.js'
import { loadWhatCounts } from './lazy-layers.js'
import { ResumeNotice } from './resume-notice.js'
import { TopRow } from './top-row.js'

/** What is drawn now besides the layers. */
export interface AroundLayers {
  /** Words cover the video. */
  readonly isCovered: boolean
  /** Somebody looks at the controls. */
  readonly isActive: boolean
  /** How evidence stands. */
  readonly chip: TemplateResult
  /** Why something was not granted. */
  readonly notice: string | null
}

/** What a lesson shows above its player while nothing covers it. */
export class LessonLayers {
  readonly #context: LayerContext
  readonly #resume: ResumeNotice
  readonly #end: EndController
  readonly #top: TopRow
  readonly #dialog: DialogController

  constructor(context: LayerContext, isCovered: () => boolean) {
    this.#context = context
    this.#resume = new ResumeNotice(context)
    this.#end = new EndController(context)
    this.#top = new TopRow(context)
    this.#dialog = new DialogController(context.element, () => context.session.playback.adapter)
    new FocusController(context.element, isCovered, () => context.session.playback.adapter?.focusControls())
  }

  /** The lesson is ready. */
  begin(): void {
    this.#resume.expect(this.#context.session.playback.resumedAt)
  }

  /** Opens the list of what counts; playing waits meanwhile. */
  showWhatCounts(): void {
    this.#context.element.pause()
    this.#dialog.open(() => loadWhatCounts(this.#context))
  }

  /** Another lesson comes. */
  forget(): void {
    this.#resume.forget()
    this.#end.forget()
  }

  render({ isCovered, isActive, chip, notice }: AroundLayers): TemplateResult {
    const spoken = isCovered ? [] : [...this.#resume.spoken, ...this.#end.spoken]
    return html`${this.#top.render({ isActive: isActive && !isCovered && !this.#end.isShown, chip })}
      <div class="unseen" role="status">${spoken.map((words) => html`<p>${words}</p>`)}</div>
      <div class="under">
        <div class="notice" part="notice" role="status">${isCovered ? nothing : notice}</div>
        ${isCovered || this.#end.isShown ? nothing : this.#resume.render()}
      </div>
      ${isCovered ? nothing : this.#end.render()}${this.#dialog.render(!isCovered)}`
  }
}
