import {
  flag,
  Localization,
  record,
  register,
  showStates,
  text,
  type LenientDeclaration,
  type ResourceClient,
} from '@enhancedhr/element-kit'
import { html, type CSSResultGroup, type TemplateResult } from 'lit'
import { uploadPorts } from '../composition.js'
import { isSending, NO_UPLOAD, takesFile, type UploadPhase, type UploadState } from '../core/upload/upload-state.js'
import { english } from '../i18n/english.js'
import type { UploadLabels, UploadMessages } from '../i18n/messages.js'
import { UploadSession } from '../upload/upload-session.js'
import { announcementText } from '../upload/upload-text.js'
import { uploadView, type UploadActions } from '../upload/upload-view.js'
import { STUDIO_VERSION } from '../version.js'
import { baseStyles } from './base-styles.js'
import { dispatchHostEvent } from './dispatch-host-event.js'
import { StudioElement } from './studio-element.js'
import { createUploadEvents } from './upload-events.js'
import { uploaderStyles } from './uploader-styles.js'

const PHASES: readonly UploadPhase[] = [
  ...(['idle', 'checking', 'creating', 'uploading', 'paused', 'offline', 'processing', 'held', 'ready'] as const),
  ...(['failed', 'cancelled', 'timed-out'] as const),
]
/** What is offered where a page says nothing else: videos, and containers that browsers do not know. */
const ACCEPT = 'video/*,.mkv,.mxf,.mov,.avi'

/**
 * Uploads the video of a lesson: drop a file or choose one, and it goes straight to Mux (`docs/studio.md`).
 *
 * @tag ehr-lesson-uploader
 *
 * @attr {string} endpoint - Where the handler is mounted.
 * @attr {string} lesson-id - The lesson whose video it is.
 * @attr {string} auth-token - Bearer token of whoever is signed in.
 * @attr {string} credentials - `same-origin` (default), `include` or `omit`.
 * @attr {string} theme - `light` or `dark`; default: the page's own colours.
 * @attr {string} lang - Language of the words; default: the nearest ancestor's, else the browser's.
 * @attr {string} accept - Which files may be chosen; default: videos.
 * @attr {number} max-size - Bytes of the largest file.
 * @attr {string} language - What is spoken, for generated captions.
 * @attr {string} captions - `auto` or `none`.
 * @attr {string} credit - What becomes of progress with the video before: `reset` or `keep`.
 * @attr {boolean} no-drop - Files are chosen only, and not dropped.
 *
 * @fires {CustomEvent<UploadStateDetail>} ehr-upload-state - Another state.
 * @fires {CustomEvent<UploadProgressDetail>} ehr-upload-progress - More has arrived.
 * @fires {CustomEvent<UploadReadyDetail>} ehr-upload-ready - The lesson has the video.
 * @fires {CustomEvent<StudioErrorDetail>} ehr-error - A file was not taken, or an upload came to nothing.
 * @fires {CustomEvent<StudioSignInDetail>} ehr-sign-in - Somebody wants to sign in; cancelable.
 *
 * @slot - What is said above the button.
 * @slot ready - Beside a video that is ready.
 * @slot failed - Beside an upload that came to nothing, or is held.
 *
 * @csspart surface - Everything.
 * @csspart drop - Where a file is dropped.
 * @csspart button - Each button.
 * @csspart bar - The bar of progress.
 * @csspart status - What is said of the upload.
 * @csspart still - The still of a video that is ready.
 * @csspart message - Why something is not taken, held or came to nothing.
 *
 * @cssproperty --ehr-accent-color - The button, the bar, focus.
 * @cssproperty --ehr-on-accent-color - Words on the accent; default white.
 * @cssproperty --ehr-radius - Roundness of the corners.
 * @cssproperty --ehr-font - Typeface.
 */
export class LessonUploaderElement extends StudioElement {
  static override styles: CSSResultGroup = [baseStyles, uploaderStyles]
  /** Version of the package. */
  static readonly version: string = STUDIO_VERSION
  static override properties: Record<string, LenientDeclaration> = {
    ...StudioElement.properties,
    accept: { coerce: (value) => text(value) ?? ACCEPT },
    maxSize: { attribute: 'max-size', coerce: sizeOf },
    language: { coerce: text },
    captions: { coerce: text },
    credit: { coerce: text },
    noDrop: { attribute: 'no-drop', type: Boolean, reflect: true, useDefault: true, coerce: flag },
    labels: { attribute: false, coerce: (value) => record(value) ?? {} },
  }

  /** Registers the element; a tag that is taken is left alone, with a warning. */
  static define(tag = 'ehr-lesson-uploader', registry?: CustomElementRegistry): void {
    register(this, tag, registry)
  }

  declare accept: string
  declare maxSize: number | null
  declare language: string | null
  declare captions: string | null
  declare credit: string | null
  declare noDrop: boolean
  declare labels: UploadLabels

  readonly #internals = this.attachInternals()
  readonly #words = new Localization<UploadMessages>(this, english, () => this.labels)
  #session: UploadSession | null = null
  #isOver = false
  #announced = ''
  #page = new AbortController()
  readonly #actions: UploadActions = {
    open: () => this.shadowRoot?.querySelector<HTMLInputElement>('input[type=file]')?.click(),
    pause: () => this.pause(),
    resume: () => this.resume(),
    cancel: () => this.cancel(),
    reset: () => this.reset(),
    replace: () => this.#session?.dispatch({ type: 'replace' }),
    signIn: () => this.#signIn(),
  }

  constructor() {
    super()
    this.accept = ACCEPT
    this.maxSize = this.language = this.captions = this.credit = null
    this.noDrop = false
    this.labels = {}
  }

  /** How far the upload is, as `:state()` shows it. */
  get state(): UploadPhase {
    return this.#state.phase
  }

  /** Takes a file, as if somebody had chosen it. Without `endpoint` and `lesson-id` nothing happens. */
  upload(file: File): void {
    this.performUpdate()
    this.#session?.choose(file, { accept: this.accept, maxSize: this.maxSize })
  }

  /** Stops sending until `resume`. */
  pause(): void {
    this.#session?.dispatch({ type: 'pause' })
  }

  /** Goes on sending. */
  resume(): void {
    this.#session?.dispatch({ type: 'resume' })
  }

  /** Cancels the upload, here and at Mux. */
  cancel(): void {
    this.#session?.dispatch({ type: 'cancel' })
  }

  /** Clears an upload that has ended, so that the element takes a file again. */
  reset(): void {
    this.#session?.dispatch({ type: 'reset' })
  }

  protected override begin(endpoint: string, lessonId: string, client: ResourceClient): void {
    const report = createUploadEvents(this, lessonId, uploadPorts(endpoint, client).clock)
    const options = () => ({ language: this.language, captions: this.captions, credit: this.credit })
    this.#session = new UploadSession(lessonId, uploadPorts(endpoint, client), options, {
      changed: (before, after) => {
        this.#announced = announcementText(before, after, this.#words) ?? this.#announced
        if (isSending(before) !== isSending(after)) this.#guard(isSending(after))
        this.requestUpdate()
        report(before, after)
      },
      askSignIn: () => this.requestUpdate(),
    })
    this.#page = new AbortController()
    const { signal } = this.#page
    for (const type of ['online', 'offline'] as const) {
      addEventListener(type, () => this.#session?.dispatch({ type }), { signal })
    }
    this.#session.start()
  }

  protected override finish(): void {
    this.#page.abort()
    this.#session?.close()
    this.#session = null
    this.#announced = ''
    removeEventListener('beforeunload', this.#warn)
  }

  protected override signInChanged(): void {
    this.#session?.dispatch({ type: 'signed-in' })
  }

  protected override render(): TemplateResult {
    const state = this.#state
    const words = this.#words
    showStates(this.#internals, Object.fromEntries(PHASES.map((phase) => [phase, phase === state.phase])))
    const mayDrop = !this.noDrop && takesFile(state) && this.#session !== null
    const isOpen = mayDrop && (state.phase === 'idle' || state.phase === 'paused')
    return html`<section
      class="surface ${isOpen ? 'open' : ''} ${this.#isOver && mayDrop ? 'over' : ''}"
      part="surface"
      tabindex="-1"
      lang=${words.language()}
      dir=${words.dir()}
      aria-label=${words.message('uploadRegion')}
      @dragover=${this.#dragged}
      @dragleave=${this.#left}
      @drop=${this.#dropped}
    >
      ${uploadView({ state, words, maxSize: this.maxSize, actions: this.#actions })}
      <input
        type="file"
        hidden
        accept=${this.accept}
        aria-label=${words.message('uploadChoose')}
        @change=${this.#chosen}
      />
      <p class="unseen" role="status">${this.#announced}</p>
    </section>`
  }

  get #state(): UploadState {
    return this.#session?.state ?? NO_UPLOAD
  }

  /** Each element has one, so that one does not take away another's. */
  readonly #warn = (event: BeforeUnloadEvent): void => event.preventDefault()

  readonly #chosen = ({ target }: Event): void => {
    const input = target as HTMLInputElement
    const file = input.files?.[0]
    // The same file may be chosen again.
    input.value = ''
    if (file) this.upload(file)
  }

  readonly #dragged = (event: DragEvent): void => {
    if (this.noDrop || !event.dataTransfer?.types.includes('Files')) return
    // Also where no file is taken now: the browser would leave the page and open it.
    event.preventDefault()
    event.dataTransfer.dropEffect = takesFile(this.#state) ? 'copy' : 'none'
    this.#setOver(true)
  }

  readonly #left = ({ relatedTarget, currentTarget }: DragEvent): void => {
    if (relatedTarget instanceof Node && (currentTarget as Node).contains(relatedTarget)) return
    this.#setOver(false)
  }

  readonly #dropped = (event: DragEvent): void => {
    if (this.noDrop) return
    event.preventDefault()
    this.#setOver(false)
    const file = event.dataTransfer?.files[0]
    if (file) this.upload(file)
  }

  #setOver(isOver: boolean): void {
    if (isOver === this.#isOver) return
    this.#isOver = isOver
    this.requestUpdate()
  }

  /** Leaving would stop the file: the browser asks first. */
  #guard(isSending: boolean): void {
    if (isSending) addEventListener('beforeunload', this.#warn, { signal: this.#page.signal })
    else removeEventListener('beforeunload', this.#warn)
  }

  #signIn(): void {
    if (!dispatchHostEvent(this, 'ehr-sign-in', { lessonId: this.lessonId }, true)) return
    this.#session?.dispatch({ type: 'signed-in' })
  }
}

function sizeOf(value: unknown): number | null {
  const size = Number(text(value) ?? NaN)
  return Number.isFinite(size) && size > 0 ? size : null
}
