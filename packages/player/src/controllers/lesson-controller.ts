import { fromSeconds, union, type SegmentSet } from '@enhancedhr/protocol'
import type { Grant, LessonProgress, Playback } from '@enhancedhr/protocol/wire'
import { OutdatedPlayerError } from '../playback/outdated-player-error.js'
import type { PlaybackAdapter, PlaybackListener, QualityChange } from '../playback/playback-adapter.js'
import { RememberedMedia } from '../playback/remembered-media.js'
import type { ApiClient, Reporting, SyncStatus } from '../ports.js'
import { CourtesyController } from './courtesy-controller.js'
import { GrantController } from './grant-controller.js'
import type { LessonListener, LessonPorts, PlaybackTrouble } from './lesson-parts.js'
import { LessonProgressKeeper } from './lesson-progress-keeper.js'
import { PlaybackTroubles } from './playback-troubles.js'
import { toReportingSession } from './reporting-session.js'
import { RenewalController, type RenewalWait } from './renewal-controller.js'

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
  readonly #troubles: PlaybackTroubles
  readonly #courtesy: CourtesyController
  #endpoint: string | undefined
  #api: ApiClient | undefined
  #reporting: Reporting | undefined
  #adapter: PlaybackAdapter | undefined
  #code: ReturnType<LessonPorts['loadPlayback']> | undefined
  #grant: Grant | undefined
  #grantedAt = 0
  #renewal: RenewalController | undefined
  /** As it is signed today. */
  #playback: Playback | undefined
  #ready = false
  /** Counts lessons begun; whatever was asked for an earlier one is not told. */
  #generation = 0
  readonly #options = ({ lesson }: Grant) => this.#listener.settings().playback(lesson.max_playback_rate)

  constructor(ports: LessonPorts, listener: LessonListener) {
    this.#ports = ports
    this.#listener = listener
    this.#courtesy = new CourtesyController(() => this.watched, listener)
    const wanted = (): void => {
      this.start()
      this.#renewal?.check()
    }
    this.media = new RememberedMedia(wanted, this.#courtesy)
    this.#progress = new LessonProgressKeeper(listener)
    this.#troubles = new PlaybackTroubles({
      readyState: () => this.media.current?.readyState ?? 0,
      changed: () => listener.changed(),
      failed: (trouble) => this.#failed(trouble),
    })
    this.#grants = new GrantController({
      clock: ports.clock,
      random: ports.random,
      changed: () => listener.changed(),
      granted: (grant, since) => this.#granted(grant, since),
      troubled: (trouble) => listener.trouble({ ...trouble, fatal: !trouble.retryable }),
    })
  }

  get started(): boolean {
    return this.#grants.state.phase !== 'idle' || this.#troubles.current !== undefined
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
    return this.#troubles.current
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
    return this.#reporting?.status ?? SAVED
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
    this.#grants.start(this.#api!, lessonId)
  }

  /** Tries again, going on at the same place if the lesson was playing. */
  retry(): void {
    if (!this.#troubles.current && this.wait) {
      this.#renewal?.press()
      this.#adapter?.reconnect()
      return
    }
    if (this.#troubles.current || this.#grants.state.phase === 'granted') {
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
    this.#renewal?.signInChanged()
    this.#reporting?.signInChanged()
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

  /** The buffer has run dry. */
  starved(): void {
    this.#troubles.starved()
  }

  /** The picture moves. */
  moving(): void {
    this.#troubles.moving()
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
    this.#courtesy.begin(grant.lesson)
    this.#listener.changed()
    void this.#play(grant, early, this.#generation)
  }

  async #play(grant: Grant, early: ReturnType<LessonPorts['askEarly']>, generation: number): Promise<void> {
    let createPlayback: (listener: PlaybackListener) => PlaybackAdapter
    try {
      createPlayback = await (this.#code ?? this.#ports.loadPlayback())
    } catch (error) {
      this.#code = undefined
      if (generation !== this.#generation) return
      const code = error instanceof OutdatedPlayerError ? 'player_outdated' : 'playback_failed'
      this.#troubles.fail(code, 'setup')
      return
    }
    if (generation !== this.#generation) return
    const settings = this.#listener.settings()
    const { id: lessonId, title, chapters } = grant.lesson
    // The code may have taken longer to come than the first tokens live.
    const playback = this.#playback ?? grant.playback
    const adapter = (this.#adapter = createPlayback({
      choices: this.#ports.choices,
      ready: () => this.#loading(grant),
      failed: (failure) => this.#troubles.stopped(failure),
      refused: (needed) => this.#troubles.refused(needed),
      quality: (change) => this.#switched(change),
      interrupted: () => this.#troubles.interrupt(),
      reloading: () => this.#reporting?.loadEpoch(),
      mayPlay: () => this.#mayPlay(),
      fresh: () => this.#renewal?.fresh() ?? null,
      refusedOnce: () => this.#renewal?.refused() ?? Promise.resolve(false),
      allowSeek: (from, to) => this.#courtesy.allowSeek(from, to),
      allowRate: (rate) => this.#courtesy.allowRate(rate),
    }))
    const resume = settings.resume ? grant.progress.position : 0
    const startTime = this.media.carried ?? this.#courtesy.startAt(this.media.start, resume)
    const { stream, storyboard } = playback.urls
    const poster = settings.poster ?? playback.urls.poster
    const source = { lessonId, title, stream, early, poster, storyboard, startTime, chapters }
    adapter.load(source, this.#options(grant))
    this.#listener.changed()
  }

  #loading(grant: Grant): void {
    const adapter = this.#adapter
    if (!adapter || this.#ready) return
    this.#ready = true
    const since = this.#ports.clock.monotonic() - this.#grantedAt
    this.#reporting?.begin(toReportingSession(grant, this.#endpoint!, since), adapter.media)
    this.media.attach(adapter.media)
    this.#renewal?.attach(adapter.media)
    this.#listener.changed()
    this.#listener.ready(grant)
    this.#courtesy.ready()
  }

  #renew(grant: Grant, since: number): RenewalController {
    const { clock, random, page } = this.#ports
    return new RenewalController(this.#api!, grant, since, {
      ...{ clock, random, page },
      wanted: () => !this.media.paused && !this.media.current?.ended,
      changed: () => this.#listener.changed(),
      renewed: ({ session_id: sessionId, session_age: age, playback }, goodFor) => {
        this.#troubles.renewed()
        this.#playback = playback
        this.#reporting?.correctSessionAge(sessionId, age * 1000)
        const { stream, poster, storyboard } = playback.urls
        const isOurs = this.#listener.settings().poster === null
        this.#adapter?.renew({ stream, storyboard, poster: isOurs ? poster : null }, goodFor)
      },
      hold: () => this.media.hold(),
      release: () => this.media.release(),
      troubled: (trouble) => this.#listener.trouble({ ...trouble, fatal: false }),
      ended: ({ code }) => {
        this.media.hold()
        this.#troubles.fail(code, 'ended')
        void this.#reporting?.flush()
      },
      reopen: () => this.#reopen(),
    })
  }

  /** The session is over: another one goes on at the same place. */
  #reopen(): void {
    const { lessonId } = this.#listener.settings()
    this.media.carryOver()
    this.#leave()
    this.#grants.start(this.#api!, lessonId)
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

  #failed(trouble: PlaybackTrouble): void {
    this.#reporting?.note({ type: 'error', position: this.media.currentTime, code: trouble.code })
    this.#listener.changed()
    this.#listener.trouble(trouble)
  }
}
