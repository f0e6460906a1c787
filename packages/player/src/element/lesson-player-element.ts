import { adoptOwnStyles, after, ignoreWrites, register, showStates } from '@enhancedhr/element-kit'
import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit'
import type { LessonExplanation } from '../lesson/explain-lesson.js'
import type { LessonCaptions } from '../lesson/lesson-captions.js'
import { localize } from '../i18n/localization.js'
import type { RememberedMedia } from '../playback/media/remembered-media.js'
import { PLAYER_VERSION } from '../version.js'
import { loadingLayer, startLayer } from './first-layers.js'
import { LazyLesson } from './lazy-lesson.js'
import type { LearnerProgress } from './learner-progress.js'
import { LessonAttributesElement } from './lesson-attributes-element.js'
import { MediaFacadeElement } from './media-facade-element.js'
import { NO_RANGES } from './no-ranges.js'
import { NetworkController } from './page/network-controller.js'
import { OneAtATimeController } from './page/one-at-a-time-controller.js'
import { PolicyViolations } from './page/policy-violations.js'
import { ViewportVisibility } from './page/viewport-visibility.js'
import { PosterController } from './poster-controller.js'
import { styles } from './styles.js'

const CLOCK = { monotonic: () => performance.now() }

/**
 * Plays one lesson and reports what was really watched (`docs/player.md`).
 *
 * @tag ehr-lesson-player
 *
 * @attr {string} endpoint - Where the handler is mounted, relative or absolute.
 * @attr {string} lesson-id - Which lesson.
 * @attr {string} auth-token - Bearer token; never reflected.
 * @attr {'same-origin' | 'include' | 'omit'} credentials - Whether calls carry cookies.
 * @attr {'lazy' | 'eager' | 'click'} loading - When anything is requested.
 * @attr {'metadata' | 'none' | 'auto'} preload - What of the video is loaded before it plays.
 * @attr {boolean} autoplay - Plays as soon as it can.
 * @attr {boolean} muted - Starts without sound.
 * @attr {boolean} loop - Begins again at the end.
 * @attr {boolean} playsinline - As on a video; the lesson always plays in its place.
 * @attr {string} poster - URL of a still; default: the grant's.
 * @attr {string} lang - Language of the words; default: the nearest ancestor's, else the browser's.
 * @attr {string} playback-rates - Speeds on offer, as in `1 1.25 1.5`.
 * @attr {boolean} no-hotkeys - Leaves the keyboard to the page.
 * @attr {string} theme - Another theme for the controls.
 * @attr {boolean} data-saver - Begins small and keeps the automatic choice of quality at 720p or below.
 * @attr {boolean} no-resume - Starts at the beginning.
 * @attr {boolean} preview - Only looks at the lesson, for somebody who manages it: nothing is recorded.
 * @attr {boolean} no-pause-others - Lets other lessons of the page play on.
 * @attr {boolean} no-watched-map - Leaves the time bar without what is watched.
 * @attr {boolean} play-when-hidden - Plays on where nothing of the element is drawn.
 * @attr {string} next-lesson-id - The lesson that the panel at the end offers.
 * @attr {boolean} autoplay-next - Goes on with it by itself once this one is complete.
 * @attr {string} mux-data - Turns Mux Data on, with this environment key.
 * @attr {boolean} transcript - Shows the transcript below the video.
 * @attr {boolean} cast - Offers casting; loads Google's sender.
 *
 * @fires ehr-ready - The grant is there and loading has begun.
 * @fires ehr-progress - The server acknowledged.
 * @fires ehr-complete - An acknowledgement made the lesson complete.
 * @fires ehr-sync - How far evidence is from being safe.
 * @fires ehr-error - A coded error.
 * @fires ehr-seek-denied - A seek went beyond what the lesson lets the learner skip to.
 * @fires ehr-transcript - The learner asks for the transcript, or for its end; cancelable.
 * @fires ehr-quality - Another rendition is on screen.
 * @fires ehr-next - The learner goes on to the next lesson; cancelable.
 * @fires ehr-sign-in - The learner wants to sign in; cancelable.
 *
 * @slot - Shown until the element is defined.
 * @slot poster - A still of the host's own.
 * @slot loading - In place of the spinner.
 * @slot error - In place of the panel.
 * @slot overlay - Above the video.
 * @slot end - In place of the panel at the end.
 *
 * @csspart surface - Everything.
 * @csspart poster - The still.
 * @csspart spinner - The sign of loading.
 * @csspart start-button - The button with `loading="click"`.
 * @csspart message - The panel with words.
 * @csspart message-button - Its button.
 * @csspart notice - Words that explain for some seconds why a seek or a speed was not granted.
 * @csspart dialog - The list of keys, the settings of captions, the list of what counts.
 * @csspart sync - The quiet words about evidence that is not sent yet.
 * @csspart map - What is watched, on the time bar.
 * @csspart map-counted - Of it what counts.
 * @csspart map-pending - What was played and is being saved.
 * @csspart map-required - What has to be watched.
 * @csspart map-chapter - Where a chapter begins.
 * @csspart map-stretch - The words about it next to the preview.
 * @csspart transcript - The transcript below the video.
 * @csspart sign-in - The button beside them of a learner who is signed out.
 * @csspart title - The lesson's title above the picture.
 * @csspart resume - Where the lesson goes on.
 * @csspart resume-button - Its button, which goes to the beginning.
 * @csspart end - The panel at the end.
 * @csspart end-button - Each of its buttons.
 *
 * @cssproperty --ehr-accent-color - Progress, spinner, focus.
 * @cssproperty --ehr-primary-color - Icons and text of the controls.
 * @cssproperty --ehr-secondary-color - Ground of the controls.
 * @cssproperty --ehr-counted-color - On the time bar, what counts.
 * @cssproperty --ehr-pending-color - What is being saved.
 * @cssproperty --ehr-open-color - What is not watched yet.
 * @cssproperty --ehr-required-color - What has to be watched.
 * @cssproperty --ehr-chapter-color - Where a chapter begins.
 * @cssproperty --ehr-aspect-ratio - Shape.
 * @cssproperty --ehr-radius - Roundness of the corners.
 * @cssproperty --ehr-font - Typeface.
 */
export class LessonPlayerElement extends LessonAttributesElement {
  static {
    ignoreWrites(this.prototype, 'a lesson player')
  }

  static override styles: CSSResultGroup = [styles]
  /** Version of the player. */
  static readonly version: string = PLAYER_VERSION

  /** Registers the element; a tag that is taken is left alone, with a warning. */
  static define(tag = 'ehr-lesson-player', registry?: CustomElementRegistry): void {
    register(this, tag, registry)
  }

  readonly #internals = this.attachInternals()
  readonly #localization = localize(this, () => this.labels)
  readonly #visibility = new ViewportVisibility(this)
  readonly #poster = new PosterController(this)
  readonly #violations = new PolicyViolations(this, () => this.#lesson.loadCode())
  readonly #lesson = new LazyLesson(this, this.#localization, this.#violations)
  #buttonHadFocus = false

  constructor() {
    super()
    new OneAtATimeController(this, CLOCK)
    new NetworkController(this, () => this.#lesson.loaded?.online())
    this.addEventListener('playing', () => this.#poster.showPicture(true))
    this.takeUpEarly(MediaFacadeElement.prototype)
    this.takeUpEarly(LessonPlayerElement.prototype)
  }

  /** What was watched: acknowledged by the server, or played here and on its way. A snapshot, in seconds. */
  get watched(): TimeRanges {
    return this.#lesson.loaded?.watched ?? NO_RANGES
  }

  /** The learner's progress as the server reported it last; `null` before the grant. */
  get progress(): LearnerProgress | null {
    return this.#lesson.loaded?.progress ?? null
  }

  get completed(): boolean {
    return this.progress?.completed ?? false
  }

  /** Played segments that no acknowledgement has named yet. */
  get pending(): number {
    return this.#lesson.loaded?.pending ?? 0
  }

  /** The watch session that is open; `null` before the grant. */
  get sessionId(): string | null {
    return this.#lesson.loaded?.sessionId ?? null
  }

  /** Mux Player itself, once it is there: an escape hatch outside of what versions promise. */
  get muxPlayer(): HTMLElement | null {
    return this.#lesson.loaded?.player ?? null
  }

  /** Tries once, now, to send what is not acknowledged. Never rejects; after at most 10 s. */
  flush(): Promise<{ pending: number }> {
    return this.#lesson.flush()
  }

  /**
   * What counts of the lesson and why the rest of what was played does not, as the server knows it now; `flush()` first sends it
   * the newest. Needs no session. Rejects with `LessonCallError`, whose `code` is one of `docs/errors`.
   */
  explain(): Promise<LessonExplanation> {
    return this.#lesson.explain()
  }

  /**
   * The captions as text, for a transcript. Begins the lesson, without playing it, and leaves alone which captions are shown. Rejects
   * with `LessonCallError`, whose `code` is one of `docs/errors`.
   */
  captions(): Promise<LessonCaptions> {
    return this.#lesson.captions()
  }

  /** Opens the list of what counts, once the lesson is ready; before that nothing happens. */
  showWhatCounts(): void {
    this.#lesson.loaded?.showWhatCounts()
  }

  /** Begins without waiting for the viewport or a click; after a failure, tries again and goes on at the same place. */
  load(): void {
    if (this.#lesson.started) this.#lesson.retry()
    else this.#lesson.start()
  }

  protected override get rememberedMedia(): RememberedMedia {
    return this.#lesson.media
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#lesson.loaded?.suspend()
    // A list that is sorted, or a framework that moves its nodes, puts it back before this runs.
    after(0, () => {
      if (!this.isConnected) this.#forget(() => this.#lesson.close())
    })
  }

  #begin(): void {
    const wanted = this.loading === 'eager' || (this.loading === 'lazy' && this.#visibility.near)
    if (this.isConnected && wanted) this.#lesson.start()
  }

  /** Another document: a frame, a window of picture-in-picture, a portal. */
  adoptedCallback(): void {
    if (this.shadowRoot) adoptOwnStyles(this.shadowRoot, [styles])
    this.#lesson.loaded?.moved()
  }

  /** Another lesson begins at once, so that `play()` in the same task is meant for that one. */
  override requestUpdate(...[name, old, ...rest]: Parameters<MediaFacadeElement['requestUpdate']>): void {
    super.requestUpdate(name, old, ...rest)
    if (!this.hasUpdated || old === undefined || name === undefined || Reflect.get(this, name) === old) return
    if (name === 'credentials') this.#forget(() => this.#lesson.close())
    else if (name === 'endpoint' || name === 'lessonId') this.#forget(() => this.#lesson.stop())
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#buttonHadFocus = this.shadowRoot?.activeElement?.classList.contains('button') ?? false
    if (!this.hasUpdated) return
    if (changed.has('authToken')) this.#lesson.signInChanged()
    // What counts is an answer: a framework may well make another function of it at each rendering.
    else if (changed.has('getAuthToken') || changed.has('headers')) this.#lesson.loaded?.signInOffered()
  }

  protected override updated(changed: PropertyValues): void {
    // After this update, since what begins asks for the next one.
    if (!this.#lesson.started) queueMicrotask(() => this.#begin())
    if (changed.size > 0) this.#lesson.loaded?.configure()
    if (this.#buttonHadFocus && !this.shadowRoot?.activeElement) {
      this.shadowRoot?.querySelector<HTMLElement>('.surface')?.focus()
    }
  }

  protected override render(): TemplateResult {
    const { title, poster, stage, ready, covered, offline, status } = this.#lesson.view
    const { started } = this.#lesson
    const loading = started && !ready && !covered
    showStates(this.#internals, {
      ...{ loading, ready: ready && !covered, completed: this.completed, error: covered },
      offline: offline || !navigator.onLine,
    })
    return html`<div
      class="surface"
      part="surface"
      role="region"
      tabindex="-1"
      lang=${this.#localization.language()}
      dir=${this.#localization.dir()}
      aria-label=${title ?? this.#localization.message('lesson')}
      aria-busy=${loading ? 'true' : 'false'}
    >
      <div class="stage" dir="ltr" ?inert=${covered}>${stage ?? nothing}</div>
      ${this.#poster.render(this.poster ?? poster)}
      <div class="layer overlay"><slot name="overlay"></slot></div>
      <div class="status">
        ${loading ? loadingLayer(this.#localization.message('loading')) : nothing}
        ${started || this.loading !== 'click' ? nothing : startLayer(this.#localization.message('start'), this)}
        ${status}
      </div>
    </div>`
  }

  #forget(end: () => void): void {
    end()
    this.#poster.showPicture(false)
  }
}
