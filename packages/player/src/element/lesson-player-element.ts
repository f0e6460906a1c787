import { PROBLEMS, fromSeconds, isProblemCode, union } from '@enhancedhr/protocol'
import {
  html,
  nothing,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit'
import { LessonController, type LessonListener, type LessonSettings } from '../controllers/lesson-controller.js'
import { NearnessController } from '../controllers/nearness-controller.js'
import { OneAtATimeController } from '../controllers/one-at-a-time-controller.js'
import type { PlaybackOptions } from '../playback/playback-adapter.js'
import type { RememberedMedia } from '../playback/remembered-media.js'
import type { ExtraHeaders, GetAuthToken } from '../session.js'
import { PLAYER_VERSION } from '../version.js'
import { decidePanel } from './decide-panel.js'
import type { LessonPlayerEventMap } from './events.js'
import { toLearnerProgress, toLessonInfo, type LearnerProgress } from './learner-progress.js'
import { lessonPorts } from './lesson-ports.js'
import { MediaFacadeElement } from './media-facade-element.js'
import { messagePanel, type Panel } from './message-panel.js'
import { playerProperties } from './player-properties.js'
import { register } from './registration.js'
import { showStates } from './states.js'
import { styles } from './styles.js'
import { syncWords } from './sync-words.js'
import { toTimeRanges } from './time-ranges.js'
import { WordController } from './word-controller.js'
import type { Labels } from './words.js'

/** Speeds on offer where the host names none. */
const RATES: readonly number[] = [0.75, 1, 1.25, 1.5, 1.75, 2]

/**
 * Plays one lesson and reports what was really watched.
 *
 * @tag ehr-lesson-player
 */
export class LessonPlayerElement extends MediaFacadeElement {
  static override properties: PropertyDeclarations = playerProperties
  static override styles: CSSResultGroup = styles
  /** Version of the player. */
  static readonly version: string = PLAYER_VERSION

  /** Registers the element; a tag that is taken is left alone, with a warning. */
  static define(tag = 'ehr-lesson-player', registry?: CustomElementRegistry): void {
    register(this, tag, registry)
  }

  declare endpoint: string | null
  declare lessonId: string | null
  declare authToken: string | null
  declare getAuthToken: GetAuthToken | null
  declare headers: ExtraHeaders | null
  declare credentials: RequestCredentials
  declare loading: 'lazy' | 'eager' | 'click'
  declare preload: 'none' | 'metadata' | 'auto'
  declare autoplay: boolean
  declare defaultMuted: boolean
  declare loop: boolean
  declare playsInline: boolean
  declare poster: string | null
  declare playbackRates: readonly number[] | null
  declare noHotkeys: boolean
  declare theme: string | null
  declare dataSaver: boolean
  declare noResume: boolean
  declare noPauseOthers: boolean
  declare muxData: string | null
  declare cast: boolean
  declare labels: Labels

  readonly #internals = this.attachInternals()
  readonly #words = new WordController(this, () => this.labels)
  readonly #nearness = new NearnessController(this)
  readonly #lesson = new LessonController(lessonPorts(this), this.#listener())
  readonly #online = (): void => {
    this.#lesson.grants.online()
    this.requestUpdate()
  }
  readonly #offline = (): void => this.requestUpdate()
  /** The first picture of the lesson was on screen; until then it is the still. */
  #seen = false
  #buttonHadFocus = false

  constructor() {
    super()
    this.endpoint = this.lessonId = this.authToken = this.poster = this.theme = this.muxData = null
    this.getAuthToken = this.headers = this.playbackRates = null
    this.credentials = 'same-origin'
    this.loading = 'lazy'
    this.preload = 'metadata'
    this.autoplay = this.defaultMuted = this.loop = this.playsInline = this.noHotkeys = false
    this.dataSaver = this.noResume = this.noPauseOthers = this.cast = false
    this.labels = {}
    new OneAtATimeController(this)
    this.addEventListener('playing', () => this.#showPicture())
    this.addEventListener('waiting', () => this.#lesson.starved())
  }

  /** What was watched: acknowledged by the server, or played here and on its way. A snapshot, in seconds. */
  get watched(): TimeRanges {
    const acknowledged = fromSeconds(this.#lesson.progress?.watched_segments ?? [])
    return toTimeRanges(union(acknowledged, this.#lesson.reporting?.watchedHere ?? []))
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
    setTimeout(() => {
      if (!this.isConnected) this.#forget(() => this.#lesson.close())
    })
  }

  protected override willUpdate(changed: PropertyValues): void {
    this.#buttonHadFocus = this.shadowRoot?.activeElement?.classList.contains('button') ?? false
    if (!this.hasUpdated) return
    if (changed.has('credentials')) this.#forget(() => this.#lesson.close())
    else if (changed.has('endpoint') || changed.has('lessonId')) this.#forget(() => this.#lesson.stop())
    else if (changed.has('authToken') || changed.has('getAuthToken')) this.#lesson.signInChanged()
  }

  protected override updated(changed: PropertyValues): void {
    const wanted = this.loading === 'eager' || (this.loading === 'lazy' && this.#nearness.near)
    if (this.isConnected && wanted) this.#lesson.start()
    if (changed.size > 0) this.#lesson.configure()
    if (this.#buttonHadFocus && !this.shadowRoot?.activeElement) {
      this.shadowRoot?.querySelector<HTMLElement>('.surface')?.focus()
    }
  }

  protected override render(): TemplateResult {
    const { grant, ready, started, adapter, sync } = this.#lesson
    const panel = this.#panel()
    const loading = started && !ready && !panel
    const offline = !navigator.onLine || sync.state === 'offline'
    showStates(this.#internals, { loading, ready: ready && !panel, completed: this.completed, offline, error: !!panel })
    const still = this.poster ?? grant?.playback.urls.poster
    const words = syncWords(sync, this.#lesson.countedElsewhere)
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
      <div class="poster" ?hidden=${this.#seen}>
        <slot name="poster"
          >${still ? html`<img part="poster" src=${still} alt="" @error=${hideImage} />` : nothing}</slot
        >
      </div>
      <div class="layer overlay"><slot name="overlay"></slot></div>
      ${loading ? this.#loadingLayer() : nothing} ${started || this.loading !== 'click' ? nothing : this.#startLayer()}
      <div class="sync" part="sync" role="status">${words && !panel ? this.#words.word(words) : nothing}</div>
      ${panel ? html`<slot name="error">${messagePanel(panel, () => this.#lesson.retry())}</slot>` : nothing}
    </div>`
  }

  #loadingLayer(): TemplateResult {
    return html`<div class="layer loading" role="status">
      <slot name="loading"><div class="spinner" part="spinner"></div></slot>
      <span class="unseen">${this.#words.word('loading')}</span>
    </div>`
  }

  #startLayer(): TemplateResult {
    const start = (): void => {
      // A refusal shows as Mux Player's own play button.
      this.play().catch(() => undefined)
    }
    return html`<div class="layer">
      <button class="start" part="start-button" type="button" aria-label=${this.#words.word('start')} @click=${start}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M7 4.5v15l12-7.5z" /></svg>
      </button>
    </div>`
  }

  #panel(): Panel | null {
    const { grants, playbackTrouble } = this.#lesson
    return decidePanel({
      grant: grants.state,
      secondsLeft: grants.secondsLeft,
      playback: playbackTrouble,
      word: (key) => this.#words.word(key),
    })
  }

  #forget(end: () => void): void {
    end()
    this.#seen = false
  }

  #showPicture(): void {
    this.#seen = true
    this.requestUpdate()
  }

  #settings(): LessonSettings {
    const ownStill = this.querySelector(':scope > [slot="poster"]') !== null
    return {
      endpoint: this.endpoint ?? '',
      lessonId: this.lessonId ?? '',
      resume: !this.noResume,
      poster: ownStill ? posterSlot() : this.poster,
      playback: (maxRate) => this.#playback(maxRate),
    }
  }

  #playback(maxRate: number): PlaybackOptions {
    return {
      preload: this.preload,
      autoplay: this.autoplay,
      muted: this.defaultMuted,
      loop: this.loop,
      playbackRates: (this.playbackRates ?? RATES).filter((rate) => rate <= maxRate),
      hotkeys: !this.noHotkeys,
      theme: this.theme,
      dataSaver: this.dataSaver,
      cast: this.cast,
      muxData: this.muxData,
      lang: this.#words.lang(),
      fullscreenElement: this,
    }
  }

  #listener(): LessonListener {
    return {
      settings: () => this.#settings(),
      changed: () => this.requestUpdate(),
      ready: ({ lesson, progress }) =>
        this.#tell('ehr-ready', { lesson: toLessonInfo(lesson), progress: toLearnerProgress(progress) }),
      progress: (progress) => {
        this.requestUpdate()
        this.#tell('ehr-progress', { progress: toLearnerProgress(progress) })
      },
      completed: (lessonId, { completed_at: completedAt }) => this.#tell('ehr-complete', { lessonId, completedAt }),
      sync: (status) => {
        this.requestUpdate()
        this.#tell('ehr-sync', { ...status })
      },
      trouble: ({ code, retryable, fatal, retryAfter }) => {
        const message = isProblemCode(code) ? PROBLEMS[code].title : `The handler answered ${code}.`
        this.#tell('ehr-error', { code, retryable, fatal, retryAfter, message })
      },
      quality: (change) => this.#tell('ehr-quality', change),
    }
  }

  #tell<Name extends keyof LessonPlayerEventMap>(name: Name, detail: LessonPlayerEventMap[Name]['detail']): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }))
  }
}

/** Takes the host's own still into Mux Player, above the video and below the controls. */
function posterSlot(): HTMLElement {
  const slot = document.createElement('slot')
  slot.name = slot.slot = 'poster'
  return slot
}

/** A still that cannot be had leaves the plain surface, never a broken picture. */
function hideImage(event: Event): void {
  if (event.target instanceof HTMLElement) event.target.hidden = true
}
