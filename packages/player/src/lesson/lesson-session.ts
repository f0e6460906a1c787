import { fromSeconds, union, type SegmentSet } from '@enhancedhr/protocol'
import type { Grant, LessonProgress, Playback } from '@enhancedhr/protocol/wire'
import type { EarlyPlaylists } from '../playback/hls/early-playlists.js'
import type { PlaybackAdapter, PlaybackFactory, QualityChange } from '../playback/playback-adapter.js'
import { RememberedMedia } from '../playback/media/remembered-media.js'
import type { ApiClient, Reporting, SyncStatus } from '../ports.js'
import { PlaybackRestrictions } from './playback-restrictions.js'
import type { ExplainedLesson } from './explain-lesson.js'
import { GrantController } from './grant-controller.js'
import { NOTHING_PENDING, type LessonListener, type LessonPorts, type PlaybackError } from './lesson-ports.js'
import { ProgressStore } from './progress-store.js'
import { lessonPlayback } from './playback-listener.js'
import { lessonRenewal } from './renewal-listener.js'
import { lessonReporting } from './reporting-listener.js'
import { PlaybackErrors } from './playback-errors.js'
import { toReportingSession } from '../reporting/reporting-session.js'
import { RenewalController, type RenewalWait } from './renewal-controller.js'
import { toPlaybackSource } from './playback-source.js'
import { SignInOffers } from './sign-in-offers.js'

/**
 * One lesson in one element: grant, playing, reporting, in this order, and all of it again whenever the endpoint, the lesson or
 * the learner's wish to try again asks for it.
 */
export class LessonController {
  readonly media: RememberedMedia
  readonly grants: GrantController
  readonly #ports: LessonPorts
  readonly #listener: LessonListener
  readonly #progress: ProgressStore
  readonly #troubles: PlaybackErrors
  readonly #restrictions: PlaybackRestrictions
  readonly #offers = new SignInOffers(this)
  #endpoint: string | undefined
  #api: ApiClient | undefined
  #reporting: Reporting | undefined
  #adapter: PlaybackAdapter | undefined
  #code: Promise<PlaybackFactory> | undefined
  #grant: Grant | undefined
  #grantedAt = 0
  #renewal: RenewalController | undefined
  #playback: Playback | undefined
  #ready = false
  /** Counts lessons begun, and sign-ins; whatever was asked for an earlier one is not told. */
  #generation = 0
  #signIns = 0
  readonly #options = ({ lesson }: Grant) => this.#listener.settings().playback(lesson.max_playback_rate)

  constructor(ports: LessonPorts, listener: LessonListener) {
    this.#ports = ports
    this.#listener = listener
    this.#restrictions = new PlaybackRestrictions(() => this.watched, listener, ports.clock)
    this.media = new RememberedMedia(() => {
      this.start()
      this.#renewal?.check()
    }, this.#restrictions)
    this.#progress = new ProgressStore(listener)
    this.#troubles = new PlaybackErrors({
      readyState: () => this.media.current?.readyState ?? 0,
      isPaused: () => this.media.paused,
      changed: () => listener.changed(),
      failed: (trouble) => this.#failed(trouble),
    })
    this.grants = new GrantController({
      clock: ports.clock,
      random: ports.random,
      changed: () => listener.changed(),
      granted: (grant, since) => this.#granted(grant, since),
      troubled: (trouble) => listener.trouble({ ...trouble, fatal: !trouble.retryable }),
    })
  }

  /** Nobody is signed in, or whoever is was refused. */
  get needsSignIn(): boolean {
    const { phase } = this.grants.state
    const isOver = this.#troubles.current?.cause === 'ended' || this.#renewal?.signedOut === true
    return phase === 'refused' || phase === 'signed-out' || isOver || this.sync.state === 'parked'
  }

  get started(): boolean {
    return this.grants.state.phase !== 'idle' || this.#troubles.current !== undefined
  }

  get ready(): boolean {
    return this.#ready
  }

  get grant(): Grant | undefined {
    return this.#grant
  }

  get troubles(): PlaybackErrors {
    return this.#troubles
  }

  /** Why playing waits, though nothing is wrong for good; `null`: it does not. */
  get wait(): RenewalWait | null {
    const wait = this.#renewal?.wait ?? null
    if (wait || !this.#troubles.interrupted) return wait
    return { trouble: null, secondsLeft: null, busy: false }
  }

  get reporting(): Reporting | undefined {
    return this.#reporting
  }

  /** The client of the endpoint; `null` where there is none that could be called. */
  get api(): ApiClient | null {
    const { endpoint } = this.#listener.settings()
    return endpoint && this.#connect(endpoint) ? this.#api! : null
  }

  get sync(): SyncStatus {
    return this.#reporting?.status ?? NOTHING_PENDING
  }

  get progress(): LessonProgress | undefined {
    return this.#progress.current
  }

  /** Acknowledged by the server, or played here and on its way. */
  get watched(): SegmentSet {
    const acknowledged = fromSeconds(this.progress?.watched_segments ?? [])
    const lesson = this.#grant?.lesson
    return lesson && this.#reporting ? union(acknowledged, this.#reporting.watchedHere(lesson.id)) : acknowledged
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
    if (!endpoint || !lessonId || this.started || !this.#connect(endpoint)) return
    // Side by side with the grant; a failure shows where the code is needed.
    this.#code = this.#ports.loadPlayback()
    this.#code.catch(() => undefined)
    this.grants.start(this.#api!, lessonId)
  }

  /** Tries again, going on at the same place if the lesson was playing. */
  retry(): void {
    if (!this.#troubles.current && this.wait) {
      this.#renewal?.press()
      this.#adapter?.reconnect()
      return
    }
    if (this.#troubles.current || this.grants.state.phase === 'granted') {
      this.media.carryOver()
      this.#leave()
    }
    if (this.started) this.grants.retry()
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
    this.#offers.stop()
    const reporting = this.#reporting
    this.#reporting = undefined
    this.#api = undefined
    this.#endpoint = undefined
    void reporting?.flush().finally(() => reporting.dispose())
  }

  /** The host has another sign-in: what was asked with the one before is nobody's answer. */
  signInChanged(): void {
    this.#signIns += 1
    if (this.#troubles.current?.cause === 'ended') this.retry()
    else this.grants.signInChanged()
    this.#renewal?.signInChanged()
    this.#reporting?.signInChanged()
  }

  /** The host has another callback, or other headers: tried only where a sign-in is missing. */
  signInOffered(): void {
    this.#offers.offer()
  }

  /** What `explain()` asks about. */
  get explained(): ExplainedLesson {
    return { api: this.api, lessonId: this.#listener.settings().lessonId, changes: this.#generation + this.#signIns }
  }

  /** The element was taken out of the page and may be put back within this task. */
  park(): void {
    if (!this.#ready) return
    this.#reporting?.loadEpoch()
    this.#adapter?.park()
  }

  configure(): void {
    if (this.#grant) this.#adapter?.configure(this.#options(this.#grant))
  }

  /** The page is set up in a way that nothing can play. */
  misconfigured(detail: string): void {
    this.#leave()
    this.#troubles.fail('misconfigured', 'setup', detail)
  }

  #connect(endpoint: string): boolean {
    if (this.#endpoint === endpoint) return true
    this.#disconnect()
    try {
      this.#api = this.#ports.createApi(endpoint)
    } catch {
      this.#troubles.fail('misconfigured', 'setup')
      return false
    }
    this.#endpoint = endpoint
    const reported = lessonReporting({
      progress: this.#progress,
      listener: this.#listener,
      grant: () => this.#grant,
      reopen: () => this.#reopen(),
      steppedForward: (by) => this.#renewal?.clockStepped(by),
    })
    this.#reporting = this.#ports.createReporting(this.#api, reported)
    return true
  }

  #leave(): void {
    this.#generation += 1
    this.grants.stop()
    this.#renewal?.stop()
    this.#renewal = undefined
    this.#reporting?.end()
    this.#adapter?.dispose()
    this.#adapter = undefined
    this.#grant = undefined
    this.#troubles.forget()
    this.#ready = false
    this.#listener.changed()
  }

  #granted(grant: Grant, since: number): void {
    this.#grant = grant
    this.#grantedAt = this.#ports.clock.monotonic()
    this.#playback = grant.playback
    const early = this.#ports.askEarly(grant.playback.urls.stream, this.#options(grant))
    this.#renewal = this.#renew(grant, since)
    this.#progress.begin(grant)
    this.#restrictions.begin(grant.lesson)
    this.#listener.changed()
    void this.#play(grant, early, this.#generation)
  }

  /** Whatever goes wrong while the player is set up ends in words, never in a lesson that loads without end. */
  async #play(grant: Grant, early: EarlyPlaylists | null, generation: number): Promise<void> {
    try {
      const createPlayback = await (this.#code ?? this.#ports.loadPlayback())
      if (generation === this.#generation) this.#setUp(grant, early, createPlayback)
    } catch (error) {
      this.#code = undefined
      const { code, detail } = await this.#ports.explain(error)
      if (generation === this.#generation) this.#troubles.fail(code, 'setup', detail)
    }
  }

  #setUp(grant: Grant, early: EarlyPlaylists | null, createPlayback: PlaybackFactory): void {
    const settings = this.#listener.settings()
    // The code may have taken longer to come than the first tokens live.
    const playback = this.#playback ?? grant.playback
    const adapter = (this.#adapter = createPlayback(
      lessonPlayback({
        ...{ choices: this.#ports.choices, troubles: this.#troubles, restrictions: this.#restrictions },
        ready: () => this.#loading(grant),
        quality: (change) => this.#switched(change),
        mayPlay: () => this.#mayPlay(),
        reporting: () => this.#reporting,
        renewal: () => this.#renewal,
      }),
    ))
    const startTime =
      this.media.carried ?? this.#restrictions.startAt(this.media.start, settings.resume ? grant.progress.position : 0)
    const poster = settings.poster ?? playback.urls.poster
    adapter.load(toPlaybackSource(grant.lesson, playback, { early, poster, startTime }), this.#options(grant))
    this.#listener.changed()
  }

  #loading(grant: Grant): void {
    const adapter = this.#adapter
    if (!adapter || this.#ready) return
    this.#ready = true
    const since = this.#ports.clock.monotonic() - this.#grantedAt
    this.#reporting?.begin(toReportingSession(grant, this.#endpoint!, since), adapter.media)
    this.media.attach(adapter.media)
    // Told by no `waiting`: a video that is to play by itself is paused until it can.
    if (this.#options(grant).autoplay) this.#troubles.starved()
    this.#renewal?.attach(adapter.media)
    this.#listener.changed()
    this.#listener.ready(grant)
    this.#restrictions.ready()
  }

  #renew(grant: Grant, since: number): RenewalController {
    const renewed = lessonRenewal({
      ...{ ports: this.#ports, listener: this.#listener, media: this.media, troubles: this.#troubles },
      reporting: () => this.#reporting,
      adapter: () => this.#adapter,
      signed: (playback) => (this.#playback = playback),
      reopen: () => this.#reopen(),
    })
    return new RenewalController(this.#api!, grant, since, renewed)
  }

  /** The session is over: another one goes on at the same place. */
  #reopen(): void {
    this.media.carryOver()
    this.#leave()
    this.grants.start(this.#api!, this.#listener.settings().lessonId)
  }

  #mayPlay(): boolean {
    this.#renewal?.check()
    if (!this.#renewal?.held) return true
    this.media.play().catch(() => undefined)
    return false
  }

  #switched(change: QualityChange): void {
    this.#reporting?.note({ type: 'quality', position: this.media.currentTime, ...change })
    this.#listener.quality(change)
  }

  #failed(trouble: PlaybackError): void {
    this.#reporting?.note({ type: 'error', position: this.media.currentTime, code: trouble.code })
    this.#listener.changed()
    this.#listener.trouble(trouble)
  }
}
