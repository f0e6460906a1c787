import {
  after,
  Localization,
  record,
  register,
  showStates,
  type LenientDeclaration,
  type ResourceClient,
} from '@enhancedhr/element-kit'
import { html, type CSSResultGroup, type PropertyValues, type TemplateResult } from 'lit'
import { faultsOf, isDirty, NO_SETTINGS, type SettingsState } from '../core/settings/settings-state.js'
import { english } from '../i18n/english.js'
import type { SettingsLabels, SettingsMessages } from '../i18n/messages.js'
import { LinePointer } from '../settings/line-pointer.js'
import { createSettingsApi } from '../settings/settings-api.js'
import type { SettingsContext } from '../settings/settings-context.js'
import { NO_EXTRAS, SettingsSession } from '../settings/settings-session.js'
import { settingsView, type SettingsActions } from '../settings/settings-view.js'
import { STUDIO_VERSION } from '../version.js'
import { baseStyles } from './base-styles.js'
import { dispatchHostEvent } from './dispatch-host-event.js'
import type { SettingsStateDetail, UploadStateDetail } from './events.js'
import { PreviewController } from './preview-controller.js'
import { settingsStyles } from './settings-styles.js'
import { StudioElement } from './studio-element.js'

/**
 * Edits a lesson: its title, what counts as watched, required parts on a time line, quiz, policies, chapters and captions
 * (`docs/studio.md`).
 *
 * @tag ehr-lesson-settings
 *
 * @attr {string} endpoint - Where the handler is mounted.
 * @attr {string} lesson-id - The lesson.
 * @attr {string} auth-token - Bearer token of whoever is signed in.
 * @attr {string} credentials - `same-origin` (default), `include` or `omit`.
 * @attr {string} theme - `light` or `dark`; default: the page's own colours.
 * @attr {string} lang - Language of the words; default: the nearest ancestor's, else the browser's.
 *
 * @fires {CustomEvent<SettingsSavedDetail>} ehr-settings-saved - The lesson was saved.
 * @fires {CustomEvent<SettingsStateDetail>} ehr-settings-state - What is unsaved, being saved, in conflict or invalid.
 * @fires {CustomEvent<StudioErrorDetail>} ehr-error - The lesson cannot be loaded or saved.
 * @fires {CustomEvent<StudioSignInDetail>} ehr-sign-in - Somebody wants to sign in; cancelable.
 *
 * @slot preview - A player of the lesson, above the time line.
 *
 * @csspart surface - Everything.
 * @csspart state - Whether the lesson can be watched.
 * @csspart section - Each group of fields.
 * @csspart time-line - The video as a line.
 * @csspart button - Each button.
 * @csspart actions - The bar with the button that saves.
 * @csspart status - What is said of saving.
 * @csspart message - Why something cannot be saved, or loaded.
 * @csspart held - A new video that waits for a decision.
 * @csspart conflict - Both versions, where somebody else saved first.
 *
 * @cssproperty --ehr-accent-color - Buttons, parts, focus.
 * @cssproperty --ehr-on-accent-color - Words on the accent; default white.
 * @cssproperty --ehr-surface-color - Ground of the bar that saves, while it stays in sight; default the page’s.
 * @cssproperty --ehr-radius - Roundness of the corners.
 * @cssproperty --ehr-font - Typeface.
 */
export class LessonSettingsElement extends StudioElement {
  static override styles: CSSResultGroup = [baseStyles, settingsStyles]
  /** Version of the package. */
  static readonly version: string = STUDIO_VERSION
  static override properties: Record<string, LenientDeclaration> = {
    ...StudioElement.properties,
    labels: { attribute: false, coerce: (value) => record(value) ?? {} },
  }

  /** Registers the element; a tag that is taken is left alone, with a warning. */
  static define(tag = 'ehr-lesson-settings', registry?: CustomElementRegistry): void {
    register(this, tag, registry)
  }

  declare labels: SettingsLabels

  readonly #internals = this.attachInternals()
  readonly #words = new Localization<SettingsMessages>(this, english, () => this.labels)
  readonly #preview = new PreviewController(this)
  readonly #pointer = new LinePointer(
    () => this.#line(),
    () => this.requestUpdate(),
  )
  #session: SettingsSession | null = null
  #reported = ''
  #page = new AbortController()
  /** Somebody tried to save what cannot be saved: the first such field takes the focus. */
  #wantsFocus = false
  readonly #actions: SettingsActions = {
    save: () => this.save(),
    discard: () => this.#session?.dispatch({ type: 'discard' }),
    choose: (difference) => this.#session?.dispatch({ type: 'choose', difference }),
    apply: (credit) => void this.#session?.apply(credit),
    add: (track) => void this.#session?.addTrack(track),
    remove: ({ trackId }) => void this.#session?.removeTrack(trackId),
  }

  constructor() {
    super()
    this.labels = {}
  }

  /** Whether something is not saved yet. */
  get dirty(): boolean {
    return isDirty(this.#state)
  }

  /** Saves what was changed, as the button does. */
  save(): void {
    this.#wantsFocus = true
    this.#session?.dispatch({ type: 'save' })
  }

  /** Reads the lesson again; what somebody has changed stays changed. */
  async refresh(): Promise<void> {
    await this.#session?.load()
  }

  protected override begin(_: string, lessonId: string, client: ResourceClient): void {
    this.#page = new AbortController()
    this.#session = new SettingsSession(
      lessonId,
      createSettingsApi(client),
      { after },
      {
        changed: (before, after) => this.#changed(before, after),
        extrasChanged: () => this.requestUpdate(),
      },
    )
    // An uploader of the same lesson on the page has news.
    const heard = (event: Event): void => {
      const { state } = (event as CustomEvent<UploadStateDetail>).detail
      const isOurs = (event.composedPath()[0] as { lessonId?: unknown }).lessonId === lessonId
      if (isOurs && ['cancelled', 'held', 'ready'].includes(state)) void this.refresh()
    }
    document.addEventListener('ehr-upload-state', heard, { signal: this.#page.signal })
    const session = this.#session
    // After this update, since what it comes to asks for the next one.
    queueMicrotask(() => void session.load())
  }

  protected override finish(): void {
    this.#page.abort()
    this.#session?.close()
    this.#session = null
    this.#reported = ''
    removeEventListener('beforeunload', this.#warn)
  }

  protected override signInChanged(): void {
    if (this.#state.phase !== 'ready') void this.refresh()
  }

  protected override updated(changed: PropertyValues): void {
    if (this.#wantsFocus && this.#state.saving === null) {
      this.#wantsFocus = false
      const root = this.shadowRoot
      const first = root?.querySelector<HTMLElement>('[aria-invalid=true], #conflict-title')
      // A field within a closed group is shown first.
      const group = first?.closest('details')
      if (group) group.open = true
      first?.focus()
    }
    super.updated(changed)
  }

  protected override render(): TemplateResult {
    const state = this.#state
    const words = this.#words
    const context = this.#context()
    showStates(this.#internals, {
      ...{ loading: state.phase === 'loading', ready: state.phase === 'ready', failed: state.phase === 'failed' },
      ...this.#detail(state),
    })
    return html`<section
      class="surface"
      part="surface"
      tabindex="-1"
      lang=${words.language()}
      dir=${words.dir()}
      aria-label=${words.message('settingsRegion')}
      aria-busy=${state.phase === 'loading' || state.saving !== null ? 'true' : 'false'}
    >
      ${context ? settingsView(context, this.#session?.extras ?? NO_EXTRAS, this.#pointer, this.#actions) : this.#instead()}
    </section>`
  }

  /** What is said while there are no settings to show. */
  #instead(): TemplateResult {
    const { phase, reason } = this.#state
    const words = this.#words
    if (phase !== 'failed') return html`<p class="quiet" role="status">${words.message('settingsLoading')}</p>`
    const isSignedOut = reason === 'signed-out' || reason === 'unauthenticated'
    const press = (): void => (isSignedOut ? this.#signIn() : void this.refresh())
    return html`<div class="block" part="message">
      <p class="bad" role="alert">${unavailableText(reason, words)}</p>
      <div class="row">
        <button type="button" part="button" @click=${press}>
          ${isSignedOut ? words.message('settingsSignIn') : words.message('settingsRetry')}
        </button>
      </div>
    </div>`
  }

  get #state(): SettingsState {
    return this.#session?.state ?? NO_SETTINGS
  }

  #context(): SettingsContext | null {
    const state = this.#state
    const { draft, base, tried, typed, refused } = state
    if (!draft || !base || state.phase !== 'ready') return null
    const isShown = tried || refused.length > 0 || Object.keys(typed).length > 0 || isDirty(state)
    return {
      ...{ state, draft, base, words: this.#words, preview: this.#preview },
      // A lesson that nobody has touched is not scolded; its status says that it needs attention.
      faults: isShown || base.status === 'needs_attention' ? faultsOf(state) : [],
      edit: (change, pointer) => this.#session?.dispatch({ type: 'edit', change, pointer }),
      typed: (pointer, text) => this.#session?.dispatch({ type: 'typed', pointer, text }),
    }
  }

  #line(): { context: SettingsContext; duration: number } | null {
    const context = this.#context()
    const duration = context?.base.duration ?? null
    return context && duration !== null ? { context, duration } : null
  }

  #changed(before: SettingsState, after: SettingsState): void {
    this.requestUpdate()
    const detail = this.#detail(after)
    if (detail.dirty) addEventListener('beforeunload', this.#warn, { signal: this.#page.signal })
    else removeEventListener('beforeunload', this.#warn)
    const text = Object.values(detail).join()
    if (text !== this.#reported && after.phase === 'ready') {
      this.#reported = text
      dispatchHostEvent(this, 'ehr-settings-state', detail)
    }
    if (after.saved && !before.saved && after.base) {
      dispatchHostEvent(this, 'ehr-settings-saved', { lesson: after.base.resource })
    }
    const code = after.saveError ?? after.reason
    if (code !== null && code !== (before.saveError ?? before.reason)) {
      const message = after.saveError === null ? 'The lesson cannot be loaded.' : 'The lesson cannot be saved.'
      dispatchHostEvent(this, 'ehr-error', { code, retryable: code === 'unreachable', message })
    }
  }

  #detail(state: SettingsState): SettingsStateDetail {
    const { saving, conflict } = state
    return {
      dirty: isDirty(state),
      saving: saving !== null,
      conflict: conflict !== null,
      invalid: faultsOf(state).length > 0,
    }
  }

  /** Leaving would lose what is not saved: the browser asks first. */
  readonly #warn = (event: BeforeUnloadEvent): void => event.preventDefault()

  #signIn(): void {
    if (dispatchHostEvent(this, 'ehr-sign-in', { lessonId: this.lessonId }, true)) void this.refresh()
  }
}

function unavailableText(reason: string | null, words: Localization<SettingsMessages>): string {
  switch (reason) {
    case 'signed-out':
    case 'unauthenticated':
      return words.message('settingsSignedOut')
    case 'forbidden':
      return words.message('settingsNoAccess')
    case 'lesson_not_found':
      return words.message('settingsNotFound')
    default:
      return words.message('settingsUnavailable')
  }
}
