import {
  after,
  flag,
  followLanguages,
  LenientElement,
  Localization,
  register,
  record,
  showStates,
  text,
} from '@enhancedhr/element-kit'
import {
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit'
import { CompanionController } from '../companion/companion-controller.js'
import { countedLines } from '../core/transcript/counted-lines.js'
import { lineAt } from '../core/transcript/line-at.js'
import { ViewportVisibility } from '../element/page/viewport-visibility.js'
import { formatDuration } from '../i18n/format-duration.js'
import { PLAYER_VERSION } from '../version.js'
import { transcriptEnglish } from './english.js'
import { FollowController } from './follow-controller.js'
import { LineFocus } from './line-focus.js'
import type { TranscriptLabels, TranscriptMessages } from './messages.js'
import { transcriptControls } from './transcript-controls.js'
import { transcriptLines } from './transcript-lines.js'
import { TranscriptSearch } from './transcript-search.js'
import { transcriptStyles } from './transcript-styles.js'
import { TranscriptText } from './transcript-text.js'

const NO_LINES: ReadonlySet<number> = new Set()

/**
 * Shows the text of a lesson beside its player, follows it, and goes where the learner presses (`docs/transcript.md`).
 *
 * @tag ehr-lesson-transcript
 *
 * @attr {string} for - The id of the player, in the same root; default: the nearest one.
 * @attr {boolean} show-watched - Marks the lines that count as watched.
 * @attr {string} lang - Language of the words around the text; default: the nearest ancestor's, else the browser's.
 *
 * @csspart panel - Everything.
 * @csspart header - The heading and what is operated.
 * @csspart title - The heading.
 * @csspart search - The search field with its buttons.
 * @csspart language - The menu of languages.
 * @csspart follow - The button that makes the text follow the video.
 * @csspart text - The text, which scrolls.
 * @csspart chapter - The title of a chapter.
 * @csspart paragraph - Lines that are read together.
 * @csspart time - Where a paragraph begins.
 * @csspart speaker - Who speaks.
 * @csspart line - A line; also `line-watched`.
 * @csspart line-watched - A line that counts as watched.
 * @csspart watched - The sign of that.
 * @csspart match - What was found; also `match-current`.
 * @csspart match-current - The match that the learner is at.
 * @csspart message - Words in place of the text.
 *
 * @cssproperty --ehr-transcript-height - The greatest height of the text; default `24rem`.
 * @cssproperty --ehr-accent-color - The line that is said, focus.
 * @cssproperty --ehr-radius - Roundness of the corners.
 * @cssproperty --ehr-font - Typeface.
 */
export class LessonTranscriptElement extends LenientElement {
  static override styles: CSSResultGroup = transcriptStyles
  /** Version of the package. */
  static readonly version: string = PLAYER_VERSION
  static override properties: PropertyDeclarations = {
    htmlFor: { attribute: 'for', coerce: text },
    showWatched: { attribute: 'show-watched', type: Boolean, reflect: true, useDefault: true, coerce: flag },
    labels: { attribute: false, coerce: (value: unknown) => record(value) ?? {} },
  } as PropertyDeclarations

  /** Registers the element; a tag that is taken is left alone, with a warning. */
  static define(tag = 'ehr-lesson-transcript', registry?: CustomElementRegistry): void {
    register(this, tag, registry)
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang', 'dir']
  }

  declare htmlFor: string | null
  declare showWatched: boolean
  declare labels: TranscriptLabels

  readonly #internals = this.attachInternals()
  readonly #localization = new Localization<TranscriptMessages>(this, transcriptEnglish, () => this.labels)
  readonly #visibility = new ViewportVisibility(this)
  readonly #text = new TranscriptText(() => this.requestUpdate())
  readonly #search = new TranscriptSearch()
  readonly #follow = new FollowController(this, () => this.#box)
  readonly #focus = new LineFocus(() => this.#box)
  readonly #companion = new CompanionController(this, () => this.htmlFor, {
    attached: (player, signal) => {
      this.#text.attach(player, signal)
      for (const name of ['timeupdate', 'seeking', 'seeked']) {
        player.addEventListener(name, () => this.#mark(), { signal })
      }
      player.addEventListener('ehr-transcript', (event) => this.#asked(event), { signal })
      for (const name of ['ehr-progress', 'ehr-ready']) {
        player.addEventListener(name, () => this.requestUpdate(), { signal })
      }
    },
    detached: () => this.#text.forget(),
  })
  /** The line that is said; -1 before the first. */
  #line = -1

  constructor() {
    super()
    followLanguages()
    this.htmlFor = null
    this.showWatched = false
    this.labels = {}
  }

  /** The player whose lesson is shown, or `null`. */
  get player(): HTMLElement | null {
    return this.#companion.player
  }

  /** Loads the text without waiting for the viewport or a press, and begins the lesson by it, without playing it. */
  load(): void {
    if (this.#text.phase === 'idle' || this.#text.phase === 'failed') this.#text.load()
  }

  /** Shows the transcript to a learner who asked for it: scrolls to it and takes the focus. */
  override focus(options?: FocusOptions): void {
    this.load()
    void this.updateComplete.then(() => this.shadowRoot?.querySelector<HTMLElement>('.title')?.focus(options))
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name === 'lang' || name === 'dir') this.requestUpdate()
    else super.attributeChangedCallback(name, old, value)
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('htmlFor')) this.#companion.look()
    const isWanted = this.#visibility.near && this.#mayAsk
    // After this update, since what it comes to asks for the next one.
    if (isWanted && this.#text.phase === 'idle') after(0, () => this.#text.phase === 'idle' && this.#text.load())
    if (this.#search.query !== '') this.#search.refresh(this.#text.paragraphs)
  }

  protected override updated(): void {
    // What is drawn may be another text: nothing is marked in it yet.
    this.#line = NaN
    this.#mark()
  }

  protected override render(): TemplateResult | typeof nothing {
    const { player } = this.#companion
    const { phase, title, tracks, chosen } = this.#text
    showStates(this.#internals, { empty: player === null, loading: phase === 'loading', ready: phase === 'ready' })
    if (!player) return nothing
    const localization = this.#localization
    const lang = localization.language()
    return html`<section
      class="panel"
      part="panel"
      lang=${lang}
      dir=${localization.dir()}
      aria-label=${localization.message('transcript')}
      aria-busy=${phase === 'loading' ? 'true' : 'false'}
    >
      <div class="header" part="header">
        <h2 class="title" part="title" tabindex="-1">
          ${localization.message('transcript')}<span class="lesson" dir="auto">: ${title}</span>
        </h2>
        ${
          phase === 'ready'
            ? transcriptControls(localization, {
                search: this.#search,
                tracks,
                chosen,
                isFollowing: this.#follow.isFollowing,
                look: (query) => this.#look(query),
                step: (by) => this.#step(by),
                choose: (index) => this.#text.choose(index),
                follow: (isWanted) => (isWanted ? this.#goOn() : this.#follow.pause()),
              })
            : nothing
        }
      </div>
      ${phase === 'ready' ? this.#lines() : this.#message()}
    </section>`
  }

  #lines(): TemplateResult {
    const { lines, paragraphs, tracks, chosen } = this.#text
    const { player } = this.#companion
    const language = tracks[chosen]?.language ?? nothing
    const segments = this.showWatched ? player?.progress?.watchedSegments : undefined
    return html`<div
      class="text"
      part="text"
      lang=${language}
      role="group"
      aria-label=${this.#localization.message('transcript')}
      @click=${this.#pressed}
      @keydown=${this.#keyed}
      @wheel=${{ handleEvent: this.#follow.hear, passive: true }}
      @touchmove=${{ handleEvent: this.#follow.hear, passive: true }}
      @pointerdown=${this.#follow.hear}
      @focusin=${() => this.requestUpdate()}
      @focusout=${() => this.requestUpdate()}
    >
      ${transcriptLines({
        paragraphs,
        piecesOf: (line) => this.#search.piecesOf(line),
        counted: segments ? countedLines(lines, segments) : NO_LINES,
        watched: this.#localization.message('transcriptWatched'),
        time: formatDuration,
      })}
    </div>`
  }

  /** With `loading="click"` nothing is asked for before somebody wants it; then there is progress, or the text was asked for. */
  get #mayAsk(): boolean {
    const { player } = this.#companion
    return player !== null && (player.loading !== 'click' || player.progress !== null || this.#text.phase !== 'idle')
  }

  #message(): TemplateResult {
    const localization = this.#localization
    const load = (): void => this.#text.load()
    switch (this.#text.phase) {
      case 'none':
        return html`<div class="message" part="message" role="status">
          <p>${localization.message('transcriptNone')}</p>
        </div>`
      case 'failed':
        return html`<div class="message" part="message" role="status">
          <p>${localization.message('transcriptFailed')}</p>
          <button type="button" @click=${load}>${localization.message('transcriptRetry')}</button>
        </div>`
      default:
        if (!this.#mayAsk) {
          return html`<div class="message" part="message" role="status">
            <button type="button" @click=${load}>${localization.message('transcriptShow')}</button>
          </div>`
        }
        return html`<div class="message" part="message" role="status">
          <p>${localization.message('transcriptLoading')}</p>
        </div>`
    }
  }

  /** Where a player shows its own transcript, the player does it. */
  #asked(event: Event): void {
    const root = this.getRootNode()
    if (event.defaultPrevented || ('host' in root && root.host === this.player)) return
    event.preventDefault()
    this.focus()
  }

  get #box(): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>('.text') ?? null
  }

  #element(line: number): HTMLElement | null {
    return this.#box?.querySelector<HTMLElement>(`[data-line="${line}"]`) ?? null
  }

  /** Marks the line that is said. Not by drawing: the text is long, and nothing else of it changes. */
  readonly #mark = (): void => {
    const { player } = this.#companion
    if (!player || this.#text.phase !== 'ready') return
    const line = lineAt(this.#text.lines, player.currentTime)
    if (line === this.#line) return
    this.#line = line
    this.#box?.querySelector('[aria-current]')?.removeAttribute('aria-current')
    this.#element(line)?.setAttribute('aria-current', 'true')
    this.#focus.keep(line)
    this.#follow.show(this.#element(line))
  }

  readonly #pressed = (event: Event): void => {
    // Text that was selected is to be copied.
    if (this.ownerDocument.getSelection()?.isCollapsed === false) return
    this.#seek(this.#focus.lineOf(event.target))
  }

  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') this.#seek(this.#focus.lineOf(event.target))
    else if (!this.#focus.move(event)) return this.#follow.hear(event)
    event.preventDefault()
    const { focused } = this.#focus
    this.#follow.show(focused, { always: true })
  }

  /** By the player's own property, which keeps to the lesson's seek policy and says where it does not go. */
  #seek(line: number): void {
    const { player } = this.#companion
    const said = this.#text.lines[line]
    if (player && said && player.lessonId === this.#text.lessonId) player.currentTime = said.from
  }

  #look(query: string): void {
    this.#search.look(this.#text.paragraphs, query, Math.max(0, this.#line))
    this.#showMatch()
  }

  #step(by: number): void {
    this.#search.step(by)
    this.#showMatch()
  }

  #showMatch(): void {
    this.requestUpdate()
    if (this.#search.line < 0) return
    this.#follow.pause()
    void this.updateComplete.then(() => this.#follow.show(this.#element(this.#search.line), { always: true }))
  }

  #goOn(): void {
    this.#follow.follow()
    this.#follow.show(this.#element(this.#line))
  }
}
