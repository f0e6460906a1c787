import { NoticeController } from '@enhancedhr/element-kit'
import type { Grant } from '@enhancedhr/protocol/wire'
import { html, nothing, type TemplateResult } from 'lit'
import { loadCaptionReader, loadExplanation } from '../../lazy-calls.js'
import type { LessonExplanation } from '../../lesson/explain-lesson.js'
import type { CaptionReader, LessonCaptions } from '../../lesson/lesson-captions.js'
import { LessonCallError } from '../../lesson/lesson-call-error.js'
import type { LessonPorts } from '../../lesson/lesson-ports.js'
import { LessonSession } from '../../lesson/lesson-session.js'
import type { PlayerAction } from '../../playback/playback-adapter.js'
import { isShownElsewhere } from '../../playback/media/shown-elsewhere.js'
import type { MovingPage } from '../../session.js'
import { LayerStyles } from '../layers/layer-styles.js'
import { LessonLayers } from '../layers/lesson-layers.js'
import { messagePanel, type Panel } from '../layers/message-panel.js'
import { messageStyles } from '../layers/message-styles.js'
import { PlayerDialogs } from '../layers/player-dialogs.js'
import { playerStyles } from '../layers/player-styles.js'
import { statusStyles } from '../layers/status-styles.js'
import { TranscriptPanel } from '../layers/transcript-panel.js'
import { dispatchHostEvent } from '../dispatch-host-event.js'
import { toLearnerProgress, type LearnerProgress } from '../learner-progress.js'
import type { LessonHost } from '../lesson-host.js'
import type { LessonView, LoadedLesson } from '../loaded-lesson.js'
import { RenderedController } from '../page/rendered-controller.js'
import type { SecurityPolicy } from '../page/security-policy.js'
import { toTimeRanges } from '../time-ranges.js'
import { decidePanel } from './decide-panel.js'
import { lessonEvents, restrictionNotices } from './lesson-events.js'
import { syncChip } from './sync-chip.js'
import { SyncDisplayController } from './sync-display-controller.js'

/** The lesson of one element: connects its session with what the learner sees of it and what the page hears. */
export class ElementLesson implements LoadedLesson {
  readonly #host: LessonHost
  readonly #page: MovingPage
  readonly #session: LessonSession
  readonly #notice: NoticeController
  readonly #syncing: SyncDisplayController
  readonly #styles: LayerStyles
  #captions: CaptionReader | undefined
  readonly #dialogs: PlayerDialogs
  readonly #layers: LessonLayers
  /** Nobody looks at the controls; at first nobody does, and no event says so. */
  #inactive = true

  constructor(host: LessonHost, ports: LessonPorts & { readonly page: MovingPage }, policy: SecurityPolicy) {
    const { element, localization, media, violations } = host
    this.#host = host
    this.#page = ports.page
    this.#styles = new LayerStyles(element)
    this.#styles.add(playerStyles, messageStyles, statusStyles)
    this.#notice = new NoticeController(element)
    this.#syncing = new SyncDisplayController(element, ports.clock)
    const events = lessonEvents(element, this.#syncing, new TranscriptPanel(element, this.#styles), () =>
      this.#notice.show(localization.message('lessonCompleted')),
    )
    const restrictions = restrictionNotices(element, this.#notice, localization)
    const listener = {
      ...events,
      action: (action: PlayerAction) => {
        if (action === 'what-counts') this.showWhatCounts()
        if (action === 'next-lesson') this.#layers.goToNext()
        this.#dialogs.answer(action)
        events.action(action)
      },
      ready: (grant: Grant) => {
        this.#layers.begin()
        events.ready(grant)
      },
    }
    const session = (this.#session = new LessonSession(ports, listener, { media, restrictions }))
    this.#dialogs = new PlayerDialogs(host, {
      ...{ choices: ports.playback.choices, styles: this.#styles },
      adapter: () => session.playback.adapter,
    })
    const context = { element, localization, session, styles: this.#styles }
    this.#layers = new LessonLayers(context, () => this.#panel() !== null)
    new RenderedController(
      element,
      ports.clock,
      () => media.current instanceof Element && isShownElsewhere(media.current),
    )
    const subject = {
      addresses: () => ({
        endpoint: session.started ? element.endpoint : null,
        stream: session.grant?.playback.urls.stream ?? null,
      }),
      blocked: (detail: string, fatal: boolean) => {
        if (session.playback.errors.current?.code === 'misconfigured') return
        if (fatal) session.misconfigured(detail)
        else events.error({ code: 'misconfigured', retryable: false, fatal, retryAfter: null, detail })
      },
    }
    violations.listen((violation) => policy.read(violation, subject))
    this.#follow()
    this.moved()
  }

  get started(): boolean {
    return this.#session.started
  }

  get view(): LessonView {
    const { grant, playback, sync } = this.#session
    const panel = this.#panel()
    const { word } = this.#syncing.shown
    return {
      title: grant?.lesson.title,
      poster: grant?.playback.urls.poster,
      stage: playback.adapter?.element,
      ready: playback.ready,
      offline: word === 'offline' || sync.state === 'offline',
      covered: panel !== null,
      status: this.#status(panel),
    }
  }

  get watched(): TimeRanges {
    return toTimeRanges(this.#session.watched)
  }

  get progress(): LearnerProgress | null {
    const { current } = this.#session.progress
    return current ? toLearnerProgress(current) : null
  }

  get pending(): number {
    return this.#session.sync.pending
  }

  get sessionId(): string | null {
    return this.#session.grant?.session_id ?? null
  }

  get player(): HTMLElement | null {
    return this.#session.playback.adapter?.player ?? null
  }

  start(askedAt?: number): void {
    this.#session.start(askedAt)
  }

  retry(): void {
    this.#session.retry()
  }

  stop(): void {
    this.#session.stop()
    this.#syncing.forget()
    this.#layers.forget()
  }

  close(): void {
    this.#session.close()
    this.#syncing.forget()
    this.#layers.forget()
  }

  check(): void {
    this.#session.check()
  }

  suspend(): void {
    this.#session.playback.suspend()
  }

  moved(): void {
    this.#page.follow(this.#host.element.ownerDocument)
    this.#styles.adopt()
  }

  configure(): void {
    this.#session.configure()
  }

  signInChanged(): void {
    this.#session.signInChanged()
  }

  signInOffered(): void {
    this.#session.signInOffered()
  }

  online(): void {
    this.#session.grants.online()
  }

  flush(): Promise<{ pending: number }> {
    return this.#session.reporting?.flush() ?? Promise.resolve({ pending: 0 })
  }

  showWhatCounts(): void {
    this.#layers.showWhatCounts()
  }

  async explain(): Promise<LessonExplanation> {
    const { explainLesson } = await loadExplanation().catch(unreachable)
    return explainLesson(() => this.#session.explained)
  }

  async captions(): Promise<LessonCaptions> {
    const { createCaptionReader } = await loadCaptionReader().catch(unreachable)
    this.#captions ??= createCaptionReader(this.#host.element, this.#session)
    return this.#captions.read()
  }

  #follow(): void {
    const { element } = this.#host
    const { errors } = this.#session.playback
    element.addEventListener('playing', () => errors.moving())
    element.addEventListener('waiting', () => errors.starved())
    element.addEventListener('pause', () => {
      errors.paused()
      element.requestUpdate()
    })
    element.addEventListener('userinactivechange', (event) => {
      this.#inactive = (event as CustomEvent<boolean>).detail
      element.requestUpdate()
    })
  }

  #status(panel: Panel | null): TemplateResult {
    const { element, localization } = this.#host
    const isActive = element.paused || !this.#inactive
    const chip = syncChip({
      shown: this.#syncing.shown,
      elsewhere: this.#session.progress.countedElsewhere && !element.paused,
      online: navigator.onLine,
      active: isActive,
      paused: element.paused,
      silent: panel !== null,
      message: (key) => localization.message(key),
      signIn: () => this.#signIn(),
    })
    const press = (): void => (panel?.action === 'sign-in' ? this.#signIn() : this.retry())
    return html`${this.#layers.render({ isCovered: panel !== null, isActive, chip, notice: this.#notice.text })}
    ${this.#dialogs.render(panel === null)}
    ${panel ? html`<slot name="error">${messagePanel(panel, press)}</slot>` : nothing}`
  }

  #signIn(): void {
    const { element } = this.#host
    if (!dispatchHostEvent(element, 'ehr-sign-in', { lessonId: element.lessonId }, true)) return
    void this.#session.signIn()
  }

  #panel(): Panel | null {
    const { grants, playback, sync, wait } = this.#session
    return decidePanel({
      grant: grants.state,
      secondsLeft: grants.secondsLeft,
      playback: playback.errors.current,
      wait,
      isOnline: navigator.onLine,
      isKept: sync.pending > 0 && sync.storage === 'disk',
      message: (key) => this.#host.localization.message(key),
      countdown: (seconds) => this.#host.localization.formatter('countdown')(seconds),
    })
  }
}

/** Code that cannot be loaded is a server that cannot be reached. */
function unreachable(): never {
  throw new LessonCallError('endpoint_unreachable', { retryable: true })
}
