import { after, registerTranslation } from '@enhancedhr/element-kit'
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit'
import { englishResume } from '../../i18n/english-resume.js'
import { formatDuration } from '../../i18n/format-duration.js'
import type { LayerContext } from './layer-context.js'
import { resumeStyles } from './resume-styles.js'

/** So long it stands there once playing has begun, or once nobody is at it any more, in milliseconds. */
const SHOWN_MS = 8_000
/** Below so many seconds there is hardly a beginning to go back to. */
const LEAST = 3

/** Shows a learner who comes back where the lesson goes on, with a way to its beginning. It stays while somebody is at it. */
export class ResumeNotice implements ReactiveController {
  readonly #context: LayerContext
  /** Where the lesson goes on, in seconds, until it plays. */
  #waiting: number | null = null
  #shown: number | null = null
  #isHeld = false
  #stopTimer: (() => void) | undefined

  constructor(context: LayerContext) {
    registerTranslation(englishResume)
    context.styles.add(resumeStyles)
    this.#context = context
    const { element } = context
    element.addController(this)
    element.addEventListener('playing', () => this.#begin())
    element.addEventListener('ended', () => this.forget())
  }

  /** What a screen reader says. */
  get spoken(): readonly string[] {
    return this.#shown === null ? [] : [this.#words(this.#shown)]
  }

  /** A lesson is ready that goes on there, in seconds; `null`: at its beginning, or where the page wants it. */
  expect(at: number | null): void {
    this.#waiting = at !== null && at >= LEAST ? at : null
    if (!this.#context.element.paused) this.#begin()
  }

  /** There is nothing to say any more. */
  forget(): void {
    this.#stopTimer?.()
    this.#waiting = null
    this.#show(null)
  }

  hostDisconnected(): void {
    this.forget()
  }

  render(): TemplateResult | typeof nothing {
    if (this.#shown === null) return nothing
    return html`<div
      class="resume"
      part="resume"
      @pointerenter=${this.#hold}
      @pointerleave=${this.#release}
      @focusin=${this.#hold}
      @focusout=${this.#release}
    >
      <span>${this.#words(this.#shown)}</span>
      <button class="resume-button" part="resume-button" type="button" @click=${this.#startOver}>
        ${this.#context.localization.message('startOver')}
      </button>
    </div>`
  }

  #begin(): void {
    if (this.#waiting === null) return
    this.#show(this.#waiting)
    this.#waiting = null
    this.#isHeld = false
    this.#wait()
  }

  #wait(): void {
    this.#stopTimer?.()
    this.#stopTimer = after(SHOWN_MS, () => !this.#isHeld && this.#show(null))
  }

  readonly #hold = (): void => {
    this.#isHeld = true
  }

  readonly #release = (): void => {
    this.#isHeld = false
    this.#wait()
  }

  readonly #startOver = (): void => {
    this.forget()
    this.#context.element.currentTime = 0
  }

  #words(at: number): string {
    const { localization } = this.#context
    return localization.formatter('resumed')(formatDuration(at))
  }

  #show(at: number | null): void {
    if (at === this.#shown) return
    this.#shown = at
    this.#context.element.requestUpdate()
  }
}
