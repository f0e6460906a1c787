import { html, nothing, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit'
import { explainLesson, type LessonExplanation } from '../lesson/explain-lesson.js'
import { LessonController } from '../lesson/lesson-session.js'
import { ViewportVisibility } from './page/viewport-visibility.js'
import { NoticeController } from './status/notice-controller.js'
import { OneAtATimeController } from './page/one-at-a-time-controller.js'
import { RenderedController } from './page/rendered-controller.js'
import { SyncDisplayController } from './status/sync-display-controller.js'
import type { RememberedMedia } from '../playback/media/remembered-media.js'
import { isShownElsewhere } from '../playback/media/shown-elsewhere.js'
import { after } from '../timers.js'
import { PLAYER_VERSION } from '../version.js'
import { decidePanel } from './status/decide-panel.js'
import { hostListener } from './lesson-listener.js'
import { ignoreWrites } from './ignore-writes.js'
import { LessonAttributesElement } from './lesson-attributes-element.js'
import { toLearnerProgress, type LearnerProgress } from './learner-progress.js'
import { loadingLayer, startLayer } from './status/layers.js'
import { lessonPorts } from '../composition.js'
import { lessonSettings } from './lesson-settings.js'
import { MediaFacadeElement } from './media-facade-element.js'
import { messagePanel, type Panel } from './status/message-panel.js'
import { adoptOwnStyles } from './own-styles.js'
import { PolicyController } from './page/security-policy-controller.js'
import { PosterController } from './poster-controller.js'
import { register } from './registration.js'
import { showStates } from './states.js'
import { styles } from './styles.js'
import { syncChip } from './status/sync-chip.js'
import { statusStyles } from './status/status-styles.js'
import { toTimeRanges } from './time-ranges.js'
import { Localization } from '../i18n/localization.js'

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
 * @attr {boolean} loop - Begins anew at the end.
 * @attr {boolean} playsinline - As on a video; the lesson always plays in its place.
 * @attr {string} poster - URL of a still; default: the grant's.
 * @attr {string} lang - Language of the words; default: the nearest ancestor's, else the browser's.
 * @attr {string} playback-rates - Speeds on offer, as in `1 1.25 1.5`.
 * @attr {boolean} no-hotkeys - Leaves the keyboard to the page.
 * @attr {string} theme - A theme of Mux Player.
 * @attr {boolean} data-saver - Begins small and keeps the automatic choice of quality at 720p or below.
 * @attr {boolean} no-resume - Starts at the beginning.
 * @attr {boolean} no-pause-others - Lets other lessons of the page play on.
 * @attr {boolean} play-when-hidden - Plays on where nothing of the element is drawn.
 * @attr {string} mux-data - Turns Mux Data on, with this environment key.
 * @attr {boolean} cast - Offers casting; loads Google's sender.
 *
 * @fires ehr-ready - The grant is there and loading has begun.
 * @fires ehr-progress - The server acknowledged.
 * @fires ehr-complete - An acknowledgement made the lesson complete.
 * @fires ehr-sync - How far evidence is from being safe.
 * @fires ehr-error - A coded trouble.
 * @fires ehr-seek-denied - A seek went beyond what the lesson lets the learner skip to.
 * @fires ehr-quality - Another rendition is on screen.
 *
 * @slot - Shown until the element is defined.
 * @slot poster - A still of the host's own.
 * @slot loading - In place of the spinner.
 * @slot error - In place of the panel.
 * @slot overlay - Above the video.
 *
 * @csspart surface - Everything.
 * @csspart poster - The still.
 * @csspart spinner - The sign of loading.
 * @csspart start-button - The button with `loading="click"`.
 * @csspart message - The panel with words.
 * @csspart message-button - Its button.
 * @csspart notice - Words that tell for some seconds why a seek or a speed was not granted.
 * @csspart sync - The quiet words about evidence that is not sent yet.
 *
 * @cssproperty --ehr-accent-color - Progress, spinner, focus.
 * @cssproperty --ehr-primary-color - Icons and text of the controls.
 * @cssproperty --ehr-secondary-color - Ground of the controls.
 * @cssproperty --ehr-aspect-ratio - Shape.
 * @cssproperty --ehr-radius - Roundness of the corners.
 * @cssproperty --ehr-font - Typeface.
 */
export class LessonPlayerElement extends LessonAttributesElement {
  static {
    ignoreWrites(this.prototype)
  }

  static override styles: CSSResultGroup = [styles, statusStyles]
  /** Version of the player. */
  static readonly version: string = PLAYER_VERSION

  /** Registers the element; a tag that is taken is left alone, with a warning. */
  static define(tag = 'ehr-lesson-player', registry?: CustomElementRegistry): void {
    register(this, tag, registry)
  }

  readonly #internals = this.attachInternals()
  readonly #words = new Localization(this, () => this.labels)
  readonly #syncing = new SyncDisplayController(this, CLOCK)
  readonly #notice = new NoticeController(this)
  readonly #visibility = new ViewportVisibility(this)
  readonly #poster = new PosterController(this)
  readonly #policy = new PolicyController(this, {
    addresses: () => ({
      endpoint: this.#lesson.started ? this.endpoint : null,
      stream: this.#lesson.grant?.playback.urls.stream ?? null,
    }),
    blocked: (detail, fatal) => this.#blocked(detail, fatal),
  })
  readonly #ports = lessonPorts(this, this.#policy)
  readonly #listener = hostListener(this, {
    settings: () => lessonSettings(this, this.#words.lang()),
    word: (key) => this.#words.word(key),
    notice: this.#notice,
    syncing: this.#syncing,
  })
  readonly #lesson = new LessonController(this.#ports, this.#listener)
  readonly #online = (): void => {
    this.#lesson.grants.online()
    this.requestUpdate()
  }
  readonly #offline = (): void => this.requestUpdate()
  #buttonHadFocus = false
  /** Nobody looks at the controls. */
  #inactive = false

  constructor() {
    super()
    new OneAtATimeController(this, CLOCK)
    new RenderedController(this, CLOCK, () => this.#isElsewhere())
    this.addEventListener('playing', () => {
      this.#lesson.troubles.moving()
      this.#poster.showPicture(true)
    })
    this.addEventListener('pause', () => {
      this.#lesson.troubles.paused()
      this.requestUpdate()
    })
    this.addEventListener('userinactivechange', (event) => {
      this.#inactive = (event as CustomEvent<boolean>).detail
      this.requestUpdate()
    })
    this.addEventListener('waiting', () => this.#lesson.troubles.starved())
    this.takeUpEarly(MediaFacadeElement.prototype)
    this.takeUpEarly(LessonPlayerElement.prototype)
  }

  /** What was watched: acknowledged by the server, or played here and on its way. A snapshot, in seconds. */
  get watched(): TimeRanges {
    return toTimeRanges(this.#lesson.watched)
  }

  /** The learner's progress as the server told it last; `null` before the grant. */
  get progress(): LearnerProgress | null {
    const progress = this.#lesson.progress
    return progress ? toLearnerProgress(progress) : null
  }

  get completed(): boolean {
    return this.#lesson.progress?.completed ?? false
  }

  /** Played segments that no acknowledgement has named yet. */
  get pending(): number {
    return this.#lesson.sync.pending
  }

  /** The watch session that is open; `null` before the grant. */
  get sessionId(): string | null {
    return this.#lesson.grant?.session_id ?? null
  }

  /** Mux Player itself, once it is there: an escape hatch outside of what versions promise. */
  get muxPlayer(): HTMLElement | null {
    return this.#lesson.adapter?.player ?? null
  }

  /** Tries once, now, to send what is not acknowledged. Never rejects; after at most 10 s. */
  flush(): Promise<{ pending: number }> {
    return this.#lesson.reporting?.flush() ?? Promise.resolve({ pending: 0 })
  }

  /**
   * What counts of the lesson and why the rest of what was played does not, as the server knows it now: `flush()` first tells it
   * the newest. Needs no session. Rejects with `LessonCallError`, whose `code` is one of `docs/errors`.
   */
  explain(): Promise<LessonExplanation> {
    return explainLesson(() => this.#lesson.explained)
  }

  /** Begins without waiting for the viewport or a click; after a failure, tries again and goes on at the same place. */
  load(): void {
    if (this.#lesson.started) this.#lesson.retry()
    else this.#lesson.start()
  }

  protected override get rememberedMedia(): RememberedMedia {
    return this.#lesson.media
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang', 'dir']
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    if (name === 'lang' || name === 'dir') this.requestUpdate()
    else super.attributeChangedCallback(name, old, value)
  }

  override connectedCallback(): void {
    super.connectedCallback()
    window.addEventListener('online', this.#online)
    window.addEventListener('offline', this.#offline)
    this.requestUpdate()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    window.removeEventListener('online', this.#online)
    window.removeEventListener('offline', this.#offline)
    this.#lesson.park()
    // A list that is sorted, or a framework that moves its nodes, puts it back before this runs.
    after(0, () => {
      if (!this.isConnected) this.#forget(() => this.#lesson.close())
    })
  }

  #begin(): void {
    const wanted = this.loading === 'eager' || (this.loading === 'lazy' && this.#visibility.near)
    if (this.isConnected && wanted) this.#lesson.start()
  }

  /** A document of its own: a frame, a window of picture-in-picture, a portal. */
  adoptedCallback(): void {
    if (this.shadowRoot) adoptOwnStyles(this.shadowRoot, [styles, statusStyles])
    this.#ports.page.follow(this.ownerDocument)
  }

  /** Another lesson begins at once, so that `play()` in the same task is told to that one. */
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
    else if (changed.has('getAuthToken') || changed.has('headers')) this.#lesson.signInOffered()
  }

  protected override updated(changed: PropertyValues): void {
    // After this update, since what begins asks for the next one.
    if (!this.#lesson.started) queueMicrotask(() => this.#begin())
    if (changed.size > 0) this.#lesson.configure()
    if (this.#buttonHadFocus && !this.shadowRoot?.activeElement) {
      this.shadowRoot?.querySelector<HTMLElement>('.surface')?.focus()
    }
  }

  protected override render(): TemplateResult {
    const { grant, ready, started, adapter, sync, countedElsewhere } = this.#lesson
    const panel = this.#panel()
    const loading = started && !ready && !panel
    const { shown } = this.#syncing
    const offline = !navigator.onLine || shown.word === 'offline' || sync.state === 'offline'
    showStates(this.#internals, { loading, ready: ready && !panel, completed: this.completed, offline, error: !!panel })
    return html`<div
      class="surface"
      part="surface"
      role="region"
      tabindex="-1"
      lang=${this.#words.lang()}
      dir=${this.#words.dir()}
      aria-label=${grant?.lesson.title ?? this.#words.word('lesson')}
      aria-busy=${loading ? 'true' : 'false'}
    >
      <div class="stage" dir="ltr" ?inert=${panel !== null}>${adapter?.element ?? nothing}</div>
      ${this.#poster.render(this.poster ?? grant?.playback.urls.poster)}
      <div class="layer overlay"><slot name="overlay"></slot></div>
      <div class="told">
        ${loading ? loadingLayer(this.#words.word('loading')) : nothing}
        ${started || this.loading !== 'click' ? nothing : startLayer(this.#words.word('start'), this)}
        <div class="notice" part="notice" role="status">${panel ? nothing : this.#notice.text}</div>
        ${syncChip({
          shown,
          elsewhere: countedElsewhere && !this.paused,
          active: this.paused || !this.#inactive,
          silent: panel !== null,
          word: (key) => this.#words.word(key),
        })}
        ${panel ? html`<slot name="error">${messagePanel(panel, () => this.#lesson.retry())}</slot>` : nothing}
      </div>
    </div>`
  }

  #panel(): Panel | null {
    const { grants, troubles, wait } = this.#lesson
    return decidePanel({
      grant: grants.state,
      secondsLeft: grants.secondsLeft,
      playback: troubles.current,
      wait,
      word: (key) => this.#words.word(key),
    })
  }

  #blocked(detail: string, fatal: boolean): void {
    if (this.#lesson.troubles.current?.code === 'misconfigured') return
    if (fatal) this.#lesson.misconfigured(detail)
    else this.#listener.trouble({ code: 'misconfigured', retryable: false, fatal, retryAfter: null, detail })
  }

  #isElsewhere(): boolean {
    const media = this.#lesson.media.current
    return media instanceof Element && isShownElsewhere(media)
  }

  #forget(end: () => void): void {
    end()
    this.#syncing.forget()
    this.#poster.showPicture(false)
  }
}
