import { PROBLEMS, isProblemCode } from '@enhancedhr/protocol'
import type { Grant, LessonProgress } from '@enhancedhr/protocol/wire'
import { OutdatedPlayerError } from '../playback/outdated-player-error.js'
import type {
  PlaybackAdapter,
  PlaybackFailure,
  PlaybackListener,
  PlaybackOptions,
  QualityChange,
} from '../playback/playback-adapter.js'
import { RememberedMedia } from '../playback/remembered-media.js'
import type { ApiClient, Clock, Random, Reporting, ReportingListener, SyncStatus } from '../ports.js'
import { GrantController } from './grant-controller.js'
import type { GrantTrouble } from './grant-state.js'
import { LessonProgressKeeper } from './lesson-progress-keeper.js'

/** What the element is asked to show, as its attributes and properties stand now. */
export interface LessonSettings {
  readonly endpoint: string
  readonly lessonId: string
  readonly resume: boolean
  /** A still of the host's own; `null`: the grant's. */
  readonly poster: string | HTMLElement | null
  playback(maxRate: number): PlaybackOptions
}

/** The shells that the controller works with. */
export interface LessonPorts {
  readonly clock: Clock
  readonly random: Random
  /** Throws for an endpoint that is no URL. */
  createApi(endpoint: string): ApiClient
  createReporting(api: ApiClient, listener: ReportingListener): Reporting
  loadPlayback(): Promise<(listener: PlaybackListener) => PlaybackAdapter>
}

/** A trouble as the host is told it. `retryAfter` in seconds. */
export interface LessonTrouble extends GrantTrouble {
  readonly fatal: boolean
}

/** What the controller tells the element. */
export interface LessonListener {
  settings(): LessonSettings
  changed(): void
  ready(grant: Grant): void
  progress(progress: LessonProgress): void
  completed(lessonId: string, progress: LessonProgress): void
  sync(status: SyncStatus): void
  trouble(trouble: LessonTrouble): void
  quality(change: QualityChange): void
}

/** Why the video itself cannot go on; the words differ where a fresh grant is all it needs. */
export type PlaybackTrouble = LessonTrouble & { readonly cause: PlaybackFailure | 'setup' }

const HAVE_FUTURE_DATA = 3

const SAVED: SyncStatus = { pending: 0, state: 'saved', storage: 'disk', dropped: 0 }

/**
 * One lesson in one element: grant, playing, reporting, in this order, and all of it again whenever the endpoint, the lesson or
 * the learner's wish to try again asks for it.
 */
export class LessonController {
  readonly media: RememberedMedia
  readonly #ports: LessonPorts
  readonly #listener: LessonListener
  readonly #grants: GrantController
  readonly #progress: LessonProgressKeeper
  #endpoint: string | undefined
  #api: ApiClient | undefined
  #reporting: Reporting | undefined
  #adapter: PlaybackAdapter | undefined
  #code: ReturnType<LessonPorts['loadPlayback']> | undefined
  #grant: Grant | undefined
  #grantedAt = 0
  #ready = false
  #trouble: PlaybackTrouble | undefined
  /** A refused URL matters only once the buffer has run dry. */
  #lapsed = false
  /** Counts lessons begun; whatever was asked for an earlier one is not told. */
  #generation = 0

  constructor(ports: LessonPorts, listener: LessonListener) {
    this.#ports = ports
    this.#listener = listener
    this.media = new RememberedMedia(() => this.start())
    this.#progress = new LessonProgressKeeper(listener)
    this.#grants = new GrantController({
      clock: ports.clock,
      random: ports.random,
      changed: () => listener.changed(),
      granted: (grant) => this.#granted(grant),
      troubled: (trouble) => listener.trouble({ ...trouble, fatal: !trouble.retryable }),
    })
  }

  get started(): boolean {
    return this.#grants.state.phase !== 'idle' || this.#trouble !== undefined
  }

  get ready(): boolean {
    return this.#ready
  }

  get grant(): Grant | undefined {
    return this.#grant
  }

  get grants(): GrantController {
    return this.#grants
  }

  get playbackTrouble(): PlaybackTrouble | undefined {
    return this.#trouble
  }

  get reporting(): Reporting | undefined {
    return this.#reporting
  }

  get sync(): SyncStatus {
    return this.#reporting?.status ?? SAVED
  }

  get progress(): LessonProgress | undefined {
    return this.#progress.current
  }

  /** The time that is being played is charged to another tab or device. */
  get countedElsewhere(): boolean {
    return this.#progress.countedElsewhere
  }

  get adapter(): PlaybackAdapter | undefined {
    return this.#adapter
  }

  /** Begins, unless it has begun; without an endpoint or a lesson nothing happens. */
  start(): void {
    const { endpoint, lessonId } = this.#listener.settings()
    if (!endpoint || !lessonId || this.started) return
    if (!this.#connect(endpoint)) return
    // Side by side with the grant; a failure shows where the code is needed.
    this.#code = this.#ports.loadPlayback()
    this.#code.catch(() => undefined)
    this.#grants.start(this.#api!, lessonId)
  }

  /** Tries again, going on at the same place if the lesson was playing. */
  retry(): void {
    if (this.#trouble || this.#grants.state.phase === 'granted') {
      this.media.carryOver()
      this.#leave()
    }
    if (this.started) this.#grants.retry()
    else this.start()
  }

  /** Ends the session; what it holds is queued. A later start begins anew. */
  stop(): void {
    this.media.detach()
    this.#leave()
    this.#progress.forget()
  }

  /** Ends everything for good; the queue is tried once more on the way. */
  close(): void {
    this.stop()
    this.#disconnect()
  }

  #disconnect(): void {
    const reporting = this.#reporting
    this.#reporting = undefined
    this.#api = undefined
    this.#endpoint = undefined
    void reporting?.flush().finally(() => reporting.dispose())
  }

  signInChanged(): void {
    this.#grants.signInChanged()
    this.#reporting?.signInChanged()
  }

  /** The element was taken out of the page and may be put back within this task. */
  park(): void {
    if (!this.#ready) return
    this.#reporting?.loadEpoch()
    this.#adapter?.park()
  }

  configure(): void {
    if (!this.#grant) return
    this.#adapter?.configure(this.#listener.settings().playback(this.#grant.lesson.max_playback_rate))
  }

  /** The buffer has run dry. */
  starved(): void {
    if (this.#lapsed && !this.#trouble) this.#fail('playback_failed', 'access')
  }

  #connect(endpoint: string): boolean {
    if (this.#endpoint === endpoint) return true
    this.#disconnect()
    try {
      this.#api = this.#ports.createApi(endpoint)
    } catch {
      this.#fail('misconfigured', 'setup')
      return false
    }
    this.#endpoint = endpoint
    this.#reporting = this.#ports.createReporting(this.#api, {
      acknowledged: (acknowledgement) => this.#progress.acknowledged(acknowledgement),
      sync: (status) => this.#listener.sync(status),
      trouble: (trouble) => this.#listener.trouble({ ...trouble, fatal: false }),
    })
    return true
  }

  #leave(): void {
    this.#generation += 1
    this.#grants.stop()
    this.#reporting?.end()
    this.#adapter?.dispose()
    this.#adapter = undefined
    this.#grant = undefined
    this.#trouble = undefined
    this.#ready = this.#lapsed = false
    this.#listener.changed()
  }

  #granted(grant: Grant): void {
    this.#grant = grant
    this.#grantedAt = this.#ports.clock.monotonic()
    this.#progress.begin(grant)
    this.#listener.changed()
    void this.#play(grant, this.#generation)
  }

  async #play(grant: Grant, generation: number): Promise<void> {
    let createPlayback: (listener: PlaybackListener) => PlaybackAdapter
    try {
      createPlayback = await (this.#code ?? this.#ports.loadPlayback())
    } catch (error) {
      this.#code = undefined
      if (generation !== this.#generation) return
      this.#fail(error instanceof OutdatedPlayerError ? 'player_outdated' : 'playback_failed', 'setup')
      return
    }
    if (generation !== this.#generation) return
    const settings = this.#listener.settings()
    const { lesson, playback, progress } = grant
    const adapter = createPlayback({
      ready: () => this.#loading(grant),
      failed: (failure) => this.#failed(failure),
      refused: (needed) => this.#refused(needed),
      quality: (change) => this.#switched(change),
    })
    this.#adapter = adapter
    const startTime = this.media.start ?? (settings.resume ? progress.position : 0)
    const poster = settings.poster ?? playback.urls.poster
    const { stream, storyboard } = playback.urls
    adapter.load(
      { lessonId: lesson.id, title: lesson.title, stream, poster, storyboard, startTime, chapters: lesson.chapters },
      settings.playback(lesson.max_playback_rate),
    )
    this.#listener.changed()
  }

  #loading(grant: Grant): void {
    const adapter = this.#adapter
    if (!adapter || this.#ready) return
    this.#ready = true
    this.#reporting?.begin(
      {
        endpoint: this.#endpoint!,
        scope: grant.scope,
        sessionId: grant.session_id,
        lessonId: grant.lesson.id,
        duration: grant.lesson.duration * 1000,
        sessionAge: grant.session_age * 1000 + (this.#ports.clock.monotonic() - this.#grantedAt),
        every: grant.reporting.every * 1000,
      },
      adapter.media,
    )
    this.media.attach(adapter.media)
    this.#listener.changed()
    this.#listener.ready(grant)
  }

  #switched(change: QualityChange): void {
    this.#reporting?.note({ type: 'quality', position: this.media.currentTime, ...change })
    this.#listener.quality(change)
  }

  #failed(failure: PlaybackFailure): void {
    if (this.#trouble) return
    if (failure === 'unsupported') return this.#fail('media_unsupported', failure)
    if (failure === 'media') return this.#fail('playback_failed', failure)
    this.#refused(true)
  }

  #refused(needed: boolean): void {
    this.#lapsed = true
    // What is in the buffer may be watched to its end.
    const hasMore = (this.media.current?.readyState ?? 0) >= HAVE_FUTURE_DATA
    if (needed && !hasMore && !this.#trouble) this.#fail('playback_failed', 'access')
  }

  #fail(code: string, cause: PlaybackTrouble['cause']): void {
    const retryable = isProblemCode(code) && PROBLEMS[code].retryable
    this.#trouble = { code, cause, retryable, retryAfter: null, fatal: true }
    this.#reporting?.note({ type: 'error', position: this.media.currentTime, code })
    this.#listener.changed()
    this.#listener.trouble(this.#trouble)
  }
}
