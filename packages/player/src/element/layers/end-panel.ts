import { countedAsWatched, coveredMilliseconds } from '@enhancedhr/protocol'
import { every, registerTranslation } from '@enhancedhr/element-kit'
import { html, nothing, svg, type ReactiveController, type TemplateResult } from 'lit'
import { planMissing } from '../../core/gaps/missing-plan.js'
import { whatIsMissing } from '../../core/gaps/what-is-missing.js'
import type { WatchedLesson } from '../../core/gaps/still-missing.js'
import { readSeekPolicy } from '../../core/playback/seek-policy.js'
import { englishEndPanel } from '../../i18n/english-end-panel.js'
import { formatPercent } from '../../i18n/format-number.js'
import { nextLesson } from '../next-lesson.js'
import { endPanelStyles } from './end-panel-styles.js'
import { GapPlayback } from './gap-playback.js'
import { goToNext } from './go-to-next.js'
import type { LayerContext } from './layer-context.js'
import { watchedLesson } from './watched-lesson.js'

/** So many seconds a learner has to stop the next lesson from beginning by itself. */
const COUNTDOWN = 8
const DONE = svg`<circle cx="12" cy="12" r="9.25" /><path d="m7.75 12.25 3 3 5.5-6" />`

interface Button {
  readonly label: string
  press(): void
}

/** The panel at the end of a lesson: what it lacks, and what can be done next. It leaves the bar free, since the gaps are there. */
export class EndPanel implements ReactiveController {
  readonly #context: LayerContext
  readonly #gaps: GapPlayback
  #isShown = false
  #isNew = false
  /** Seconds until the next lesson begins by itself; `null`: it does not. */
  #left: number | null = null
  #isStopped = false
  #stopCounting: (() => void) | undefined

  constructor(context: LayerContext) {
    registerTranslation(englishEndPanel)
    context.styles.add(endPanelStyles)
    this.#context = context
    this.#gaps = new GapPlayback(context.element, () => this.show())
    context.element.addController(this)
  }

  get isShown(): boolean {
    return this.#isShown
  }

  /** What a screen reader says while it is shown. */
  get spoken(): readonly string[] {
    const { localization } = this.#context
    if (!this.#isShown) return []
    return [this.#title, ...(this.#left === null ? [] : [localization.formatter('nextLessonIn')(COUNTDOWN)])]
  }

  show(): void {
    this.#isShown = true
    this.#isNew = true
    this.#isStopped = false
    this.#context.session.playback.adapter?.closeMenu()
    this.#changed()
  }

  /** Playing goes on. */
  hide(): void {
    if (!this.#isShown) return
    this.#isShown = false
    this.#stopCountdown()
    this.#changed()
  }

  /** Another lesson comes. */
  forget(): void {
    this.#gaps.stop()
    this.hide()
  }

  /** Completion may come after the end, with an acknowledgement. */
  hostUpdate(): void {
    if (this.#isShown && this.#isComplete && !this.#isStopped) this.#startCountdown()
  }

  /** On a very low player the time bar makes room for it. */
  hostUpdated(): void {
    const root = this.#context.element.shadowRoot
    if (!this.#isNew) return
    this.#isNew = false
    if (root?.activeElement?.closest('[short]')) root.querySelector<HTMLElement>('.end-buttons button')?.focus()
  }

  hostDisconnected(): void {
    this.#gaps.stop()
    this.#stopCountdown()
  }

  render(): TemplateResult {
    const { localization } = this.#context
    const share = this.#share
    return html`<div class="layer end" part="end" @keydown=${this.#pressed}>
      <div class="words">
        <slot name="end">
          <div class="end-words">
            <p class="end-title">
              ${this.#isComplete ? html`<svg class="end-icon" viewBox="0 0 24 24" aria-hidden="true">${DONE}</svg>` : nothing}
              <span>${this.#title}</span>
            </p>
            ${
              this.#isComplete || share === null
                ? nothing
                : html`<p class="end-share">
                    ${localization.formatter('shareWatched')(formatPercent(share, localization.language()))}
                  </p>`
            }
            ${
              this.#left === null
                ? nothing
                : html`<p class="end-share" aria-hidden="true">
                    ${localization.formatter('nextLessonIn')(this.#left)}
                  </p>`
            }
          </div>
          <div class="end-buttons">
            ${this.#buttons().map(
              ({ label, press }, index) =>
                html`<button
                  class=${index === 0 ? 'button' : 'button plain'}
                  part="end-button"
                  type="button"
                  @click=${press}
                >
                  ${label}
                </button>`,
            )}
          </div>
        </slot>
      </div>
    </div>`
  }

  /** What to do first comes first. */
  #buttons(): readonly Button[] {
    const { localization } = this.#context
    const plan = this.#plan
    const missing = {
      label: localization.message('watchMissing'),
      press: () => this.#gaps.start(plan),
    }
    const next = { label: localization.message('nextLesson'), press: () => this.#goToNext(false) }
    const stay = { label: localization.message('stayHere'), press: () => this.#stay() }
    const replay = { label: localization.message('replay'), press: () => this.#replay() }
    return [
      ...(plan.length > 0 ? [missing] : []),
      ...(this.#next === null ? [] : [next]),
      ...(this.#left === null ? [] : [stay]),
      replay,
    ]
  }

  get #next(): string | null {
    return nextLesson(this.#context.element)
  }

  get #isComplete(): boolean {
    return this.#context.session.progress.current?.completed ?? false
  }

  get #lesson(): WatchedLesson | null {
    return watchedLesson(this.#context)
  }

  get #plan() {
    const lesson = this.#lesson
    if (!lesson || this.#isComplete) return []
    return planMissing(lesson, readSeekPolicy(this.#context.session.grant?.lesson.seek_policy ?? 'free'))
  }

  get #share(): number | null {
    const lesson = this.#lesson
    if (!lesson || lesson.duration === 0) return null
    return coveredMilliseconds(countedAsWatched(lesson.watched, lesson.duration)) / lesson.duration
  }

  get #title(): string {
    const { localization, session } = this.#context
    const lesson = this.#lesson
    if (this.#isComplete || !lesson) return localization.message('completed')
    const quiz = session.progress.current?.requirements.find(({ kind }) => kind === 'quiz')
    const missing = whatIsMissing(lesson, quiz?.met ?? false)
    switch (missing.kind) {
      case 'time':
        return localization.formatter('missingTime')(missing.seconds)
      case 'parts':
        return localization.formatter('missingParts')(missing.count)
      case 'quiz':
        return localization.message('missingQuiz')
      case 'time-and-quiz':
        return localization.formatter('missingTimeAndQuiz')(missing.seconds)
      case 'nothing':
        return localization.message('completing')
    }
  }

  #replay(): void {
    const { element } = this.#context
    element.currentTime = 0
    element.play().catch(() => undefined)
  }

  #goToNext(isAutomatic: boolean): void {
    this.#stay()
    goToNext(this.#context.element, isAutomatic)
  }

  #stay(): void {
    this.#isStopped = true
    this.#stopCountdown()
    this.#changed()
  }

  #startCountdown(): void {
    const { element } = this.#context
    if (this.#left !== null || !element.autoplayNext || this.#next === null) return
    this.#left = COUNTDOWN
    this.#stopCounting = every(1_000, () => this.#count())
  }

  #count(): void {
    const { element } = this.#context
    if (this.#left === null || element.ownerDocument.hidden) return
    if (!element.autoplayNext || !element.isConnected) return this.#stay()
    this.#left -= 1
    if (this.#left <= 0) return this.#goToNext(true)
    this.#changed()
  }

  #stopCountdown(): void {
    this.#stopCounting?.()
    this.#stopCounting = undefined
    this.#left = null
  }

  readonly #pressed = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.#left !== null) this.#stay()
  }

  #changed(): void {
    this.#context.element.requestUpdate()
  }
}
