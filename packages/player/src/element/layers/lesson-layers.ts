import { html, nothing, type TemplateResult } from 'lit'
import { LazyPart } from '../../lazy-part.js'
import { EndController } from './end-controller.js'
import { FocusController } from './focus-controller.js'
import { goToNext } from './go-to-next.js'
import type { LayerContext } from './layer-context.js'
import { LazyDialog } from './lazy-dialog.js'
import { loadResumeNotice, loadWhatCounts } from './lazy-layers.js'
import type { ResumeNotice } from './resume-notice.js'
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
  readonly #resume: LazyPart<ResumeNotice>
  readonly #end: EndController
  readonly #top: TopRow
  readonly #dialog: LazyDialog
  /** Where the lesson goes on, in seconds. */
  #resumedAt: number | null = null

  constructor(context: LayerContext, isCovered: () => boolean) {
    const player = () => context.session.playback.adapter
    this.#context = context
    this.#resume = new LazyPart(
      () => loadResumeNotice(context),
      (notice) => notice.expect(this.#resumedAt),
    )
    this.#end = new EndController(context)
    this.#top = new TopRow(context)
    this.#dialog = new LazyDialog(context.element, player)
    new FocusController(context.element, isCovered, player)
  }

  /** The lesson is ready. */
  begin(): void {
    this.#resumedAt = this.#context.session.playback.resumedAt
    this.#resume.current?.expect(this.#resumedAt)
    if (this.#resumedAt !== null) void this.#resume.want()
  }

  /** Opens the list of what counts; playing waits meanwhile. */
  showWhatCounts(): void {
    this.#context.element.pause()
    this.#dialog.open(() => loadWhatCounts(this.#context))
  }

  /** The learner asks for the next lesson. */
  goToNext(): void {
    goToNext(this.#context.element, false)
  }

  /** Another lesson comes. */
  forget(): void {
    this.#resumedAt = null
    this.#resume.current?.forget()
    this.#end.forget()
  }

  render({ isCovered, isActive, chip, notice }: AroundLayers): TemplateResult {
    const spoken = isCovered ? [] : [...(this.#resume.current?.spoken ?? []), ...this.#end.spoken]
    return html`${this.#top.render({ isActive: isActive && !isCovered && !this.#end.isShown, chip })}
      <div class="unseen" role="status">${spoken.map((words) => html`<p>${words}</p>`)}</div>
      <div class="under">
        <div class="notice" part="notice" role="status">${isCovered ? nothing : notice}</div>
        ${isCovered || this.#end.isShown ? nothing : this.#resume.current?.render()}
      </div>
      ${isCovered ? nothing : this.#end.render()}${this.#dialog.render(!isCovered)}`
  }
}
