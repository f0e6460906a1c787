import { fromSeconds, union, type SegmentSet } from '@enhancedhr/protocol'
import type { Grant } from '@enhancedhr/protocol/wire'
import { toReportingSession } from '../reporting/reporting-session.js'
import type { RememberedMedia } from '../playback/media/remembered-media.js'
import type { ApiClient } from '@enhancedhr/element-kit/api-client'
import type { Reporting, SyncStatus } from '../ports/reporting.js'
import type { ExplainedLesson } from './explain-lesson.js'
import { GrantController } from './grant-controller.js'
import { LazyRenewal } from './lazy-renewal.js'
import { LessonConnection } from './lesson-connection.js'
import { MapUpdates } from './map-updates.js'
import { NOTHING_PENDING, type LessonListener, type LessonPorts } from './lesson-ports.js'
import { playbackReports } from './playback-reports.js'
import { PlaybackRestrictions, type RestrictionListener } from './playback-restrictions.js'
import { PlaybackSession } from './playback-session.js'
import { ProgressStore } from './progress-store.js'
import type { RenewalWait } from './renewal-countdown.js'
import { listenToReporting } from './reporting-listener.js'
import { SignInOffers } from './sign-in-offers.js'

/**
 * The lesson of one element: grant, tokens, reporting, and a playback session between them. All of it begins again whenever the
 * endpoint, the lesson or the learner's wish to try again asks for it.
 */
export class LessonSession {
  readonly media: RememberedMedia
  readonly grants: GrantController
  readonly playback: PlaybackSession
  readonly progress: ProgressStore
  readonly #ports: LessonPorts
  readonly #listener: LessonListener
  readonly #offers = new SignInOffers(this)
  readonly #connection: LessonConnection
  readonly #map: MapUpdates
  #mapped = new AbortController()
  #grant: Grant | undefined
  #grantedAt = 0
  #renewal: LazyRenewal | undefined
  /** Counts lessons begun, and sign-ins: an answer to what was asked for an earlier one is not used. */
  #changes = 0

  constructor(
    ports: LessonPorts,
    listener: LessonListener,
    { media, restrictions }: { media: RememberedMedia; restrictions: RestrictionListener },
  ) {
    this.#ports = ports
    this.#listener = listener
    this.media = media
    this.#map = new MapUpdates(
      {
        lesson: () => this.#grant?.lesson,
        progress: () => this.progress.current,
        pending: (lessonId) => this.reporting?.watchedHere(lessonId) ?? [],
        show: (map) => this.playback.adapter?.showMap(map),
        isWanted: () => ports.settings().watchedMap,
      },
      ports.clock,
    )
    this.progress = new ProgressStore(listener)
    const played = {
      media,
      restrictions: new PlaybackRestrictions(() => this.watched, restrictions, ports.clock),
      ports: ports.playback,
      settings: () => ports.settings(),
      renewal: () => this.#renewal,
    }
    this.playback = new PlaybackSession(played, {
      ...playbackReports(media, listener, () => this.reporting),
      began: (grant, element) => {
        const since = ports.clock.monotonic() - this.#grantedAt
        if (grant.reporting.record !== false)
          this.reporting?.begin(toReportingSession(grant, this.#connection.endpoint!, since), element)
        this.#map.follow(element, this.#mapped.signal)
      },
      ready: (grant) => listener.ready(grant),
    })
    this.#connection = new LessonConnection(
      ports,
      listenToReporting({
        progress: this.progress,
        listener: {
          ...listener,
          sync: (status) => {
            this.#map.changed()
            listener.sync(status)
          },
        },
        grant: () => this.#grant,
        reopen: () => this.#reopen(),
        steppedForward: (by) => this.#renewal?.clockStepped(by),
      }),
    )
    this.grants = new GrantController({
      clock: ports.clock,
      random: ports.random,
      preview: () => ports.settings().preview,
      changed: () => listener.changed(),
      granted: (grant, since) => this.#granted(grant, since),
      failed: (failure) => listener.error({ ...failure, fatal: !failure.retryable }),
    })
  }

  /** Nobody is signed in, or the one who is was refused. */
  get needsSignIn(): boolean {
    const { phase } = this.grants.state
    const isOver = this.playback.errors.current?.cause === 'ended' || this.#renewal?.current?.signedOut === true
    return phase === 'refused' || phase === 'signed-out' || isOver || this.sync.state === 'parked'
  }

  get started(): boolean {
    return this.grants.state.phase !== 'idle' || this.playback.errors.current !== undefined
  }

  get grant(): Grant | undefined {
    return this.#grant
  }

  /** Why playing waits, though nothing has ended it; `null`: it does not. */
  get wait(): RenewalWait | null {
    const wait = this.#renewal?.current?.wait ?? null
    if (wait || !this.playback.errors.interrupted) return wait
    return { failure: null, secondsLeft: null, busy: false }
  }

  get reporting(): Reporting | undefined {
    return this.#connection.reporting
  }

  /** The client of the endpoint, or `null` when the endpoint cannot be called. */
  get api(): ApiClient | null {
    const { endpoint } = this.#ports.settings()
    return endpoint ? this.#connect(endpoint) : null
  }

  get sync(): SyncStatus {
    return this.reporting?.status ?? NOTHING_PENDING
  }

  /** Acknowledged by the server, or played here and on its way. */
  get watched(): SegmentSet {
    const acknowledged = fromSeconds(this.progress.current?.watched_segments ?? [])
    const lesson = this.#grant?.lesson
    return lesson && this.reporting ? union(acknowledged, this.reporting.watchedHere(lesson.id)) : acknowledged
  }

  /** What `explain()` asks about. */
  get explained(): ExplainedLesson {
    return { api: this.api, lessonId: this.#ports.settings().lessonId, changes: this.#changes }
  }

  /**
   * Begins, unless it has begun; without an endpoint or a lesson nothing happens. `askedAt`: when the grant was asked for, where
   * that was earlier than now.
   */
  start(askedAt?: number): void {
    const { endpoint, lessonId } = this.#ports.settings()
    if (!endpoint || !lessonId || this.started) return
    const api = this.#connect(endpoint)
    if (!api) return
    this.playback.prepare()
    this.grants.start(api, lessonId, askedAt)
  }

  /** Tries again, going on at the same place if the lesson was playing. */
  retry(): void {
    const { errors } = this.playback
    if (!errors.current && this.wait) {
      this.#renewal?.retry()
      this.playback.adapter?.reconnect()
      return
    }
    if (errors.current || this.grants.state.phase === 'granted') {
      this.media.carryOver()
      this.#leave()
    }
    if (this.started) this.grants.retry()
    else this.start()
  }

  /** Ends the session; what it holds is queued. A later start begins another one. */
  stop(): void {
    this.media.detach()
    this.#leave()
    this.progress.forget()
  }

  /** Ends everything; the queue is tried once more on the way. */
  close(): void {
    this.stop()
    this.#offers.stop()
    this.#connection.close()
  }

  /** Takes up settings that changed while playing. */
  configure(): void {
    this.playback.configure()
    this.#map.update()
  }

  /** Looks at clock and media, and does what is due. */
  check(): void {
    this.#renewal?.check()
  }

  /** The host has another sign-in: an answer to what was asked with the one before is not used. */
  signInChanged(): void {
    this.#changes += 1
    if (this.playback.errors.current?.cause === 'ended') this.retry()
    else this.grants.signInChanged()
    this.#renewal?.current?.signInChanged()
    this.reporting?.signInChanged()
  }

  /** Somebody wants to be signed in: asks the host again, and tries with what it answers. */
  async signIn(): Promise<void> {
    await this.api?.askSignIn()
    this.signInChanged()
  }

  /** The host has another callback, or other headers: tried only where a sign-in is missing. */
  signInOffered(): void {
    this.#offers.offer()
  }

  /** The page is set up in a way that nothing can play. */
  misconfigured(detail: string): void {
    this.#leave()
    this.playback.errors.fail('misconfigured', 'setup', detail)
  }

  #connect(endpoint: string): ApiClient | null {
    const api = this.#connection.open(endpoint)
    if (!api) this.playback.errors.fail('misconfigured', 'setup')
    return api
  }

  #leave(): void {
    this.#changes += 1
    this.grants.stop()
    this.#renewal?.stop()
    this.#renewal = undefined
    this.reporting?.end()
    this.#mapped.abort()
    this.#mapped = new AbortController()
    this.#grant = undefined
    this.playback.end()
    this.#listener.changed()
  }

  #granted(grant: Grant, since: number): void {
    this.#grant = grant
    this.#grantedAt = this.#ports.clock.monotonic()
    this.progress.begin(grant)
    this.#renewal = this.#renew(grant, since)
    this.playback.begin(grant)
    this.#listener.changed()
  }

  #renew(grant: Grant, since: number): LazyRenewal {
    const opened = { api: this.#connection.api!, grant, since, media: this.media }
    return new LazyRenewal(opened, this.#ports, {
      changed: () => this.#listener.changed(),
      renewed: ({ session_id: sessionId, session_age: age, playback }, goodFor) => {
        this.reporting?.correctSessionAge(sessionId, age * 1000)
        this.playback.renew(playback, goodFor)
      },
      failed: (failure) => this.#listener.error({ ...failure, fatal: false }),
      ended: ({ code }) => {
        this.media.hold('access')
        this.playback.errors.fail(code, 'ended')
        void this.reporting?.flush()
      },
      reopen: () => this.#reopen(),
    })
  }

  /** The session is over: another one goes on at the same place. */
  #reopen(): void {
    this.media.carryOver()
    this.#leave()
    this.grants.start(this.#connection.api!, this.#ports.settings().lessonId)
  }
}
