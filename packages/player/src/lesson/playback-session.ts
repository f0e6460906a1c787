import type { Grant, Playback } from '@enhancedhr/protocol/wire'
import type { EarlyPlaylists } from '../playback/hls/early-playlists.js'
import type { RememberedMedia } from '../playback/media/remembered-media.js'
import type {
  PlaybackAdapter,
  PlaybackFactory,
  PlaybackListener,
  PlaybackMedia,
  PlaybackOptions,
  PlayerAction,
  QualityChange,
  SignedAddresses,
} from '../playback/playback-adapter.js'
import type { LazyRenewal } from './lazy-renewal.js'
import type { LessonSettings, PlaybackError, PlaybackPorts } from './lesson-ports.js'
import { PlaybackErrors } from './playback-errors.js'
import type { PlaybackRestrictions } from './playback-restrictions.js'
import { toPlaybackSource } from './playback-source.js'

/** The lesson that a playback session is part of. */
export interface PlayedLesson {
  readonly media: RememberedMedia
  readonly restrictions: PlaybackRestrictions
  readonly ports: PlaybackPorts
  settings(): LessonSettings
  /** Keeps the addresses fresh, while there is a watch session. */
  renewal(): LazyRenewal | undefined
}

/** What happens to the video. */
export interface PlaybackSessionListener {
  changed(): void
  /** Loading has begun for the first time; nothing that was remembered is done yet. */
  began(grant: Grant, media: PlaybackMedia): void
  /** Commands reach the media element. */
  ready(grant: Grant): void
  /** The same media is about to be loaded again. */
  reloading(): void
  quality(change: QualityChange): void
  /** The learner asks for something with the player's controls. */
  action(action: PlayerAction): void
  failed(error: PlaybackError): void
}

/** Plays one grant after the other: loads the player's code, sets the player up, and knows why it cannot go on. */
export class PlaybackSession {
  readonly errors: PlaybackErrors
  readonly #lesson: PlayedLesson
  readonly #listener: PlaybackSessionListener
  #code: Promise<PlaybackFactory> | undefined
  #adapter: PlaybackAdapter | undefined
  #grant: Grant | undefined
  /** The addresses as they were signed last. */
  #signed: Playback | undefined
  #ready = false
  readonly #addresses: SignedAddresses
  #resumedAt: number | null = null

  constructor(lesson: PlayedLesson, listener: PlaybackSessionListener) {
    this.#lesson = lesson
    this.#listener = listener
    this.#addresses = {
      fresh: () => lesson.renewal()?.fresh() ?? null,
      refused: () => lesson.renewal()?.refused() ?? Promise.resolve(false),
    }
    this.errors = new PlaybackErrors(lesson.media, {
      changed: () => listener.changed(),
      failed: (error) => listener.failed(error),
    })
  }

  get adapter(): PlaybackAdapter | undefined {
    return this.#adapter
  }

  get ready(): boolean {
    return this.#ready
  }

  /** Where the video is streamed from, as it is signed now; `null` without a session. */
  get address(): (SignedAddresses & { readonly playbackId: string; readonly stream: string }) | null {
    const signed = this.#grant && this.#signed
    return signed ? { ...this.#addresses, playbackId: signed.playback_id, stream: signed.urls.stream } : null
  }

  /** Where the learner goes on, in seconds; `null`: at the beginning, where the page asked for, or in the midst of playing. */
  get resumedAt(): number | null {
    return this.#resumedAt
  }

  /** Loads the player's code, side by side with the grant. A failure shows where the code is needed. */
  prepare(): void {
    this.#code = this.#lesson.ports.load()
    this.#code.catch(() => undefined)
  }

  begin(grant: Grant): void {
    this.#grant = grant
    this.#signed = grant.playback
    this.#lesson.restrictions.begin(grant.lesson)
    const early = this.#lesson.ports.askEarly(grant.playback.urls.stream, this.#options(grant))
    void this.#play(grant, early)
  }

  /** Goes on with fresh addresses; those before are good for so many more milliseconds. */
  renew(playback: Playback, goodFor: number): void {
    this.errors.renewed()
    this.#signed = playback
    const { stream, poster, storyboard } = playback.urls
    const isOurs = this.#lesson.settings().poster === null
    this.#adapter?.renew({ stream, storyboard, poster: isOurs ? poster : null }, goodFor)
  }

  configure(): void {
    if (this.#grant) this.#adapter?.configure(this.#options(this.#grant))
  }

  /** The element is taken out of the page and may be put back within this task. */
  suspend(): void {
    if (!this.#ready) return
    this.#listener.reloading()
    this.#adapter?.suspend()
  }

  end(): void {
    this.#adapter?.dispose()
    this.#adapter = this.#grant = undefined
    this.errors.forget()
    this.#ready = false
  }

  /** Whatever goes wrong while the player is set up ends in words, never in a lesson that loads without end. */
  async #play(grant: Grant, early: EarlyPlaylists | null): Promise<void> {
    const { ports } = this.#lesson
    try {
      const createPlayback = await (this.#code ?? ports.load())
      if (grant === this.#grant) this.#setUp(grant, early, createPlayback)
    } catch (error) {
      this.#code = undefined
      const { code, detail } = await ports.explain(error)
      if (grant === this.#grant) this.errors.fail(code, 'setup', detail)
    }
  }

  #setUp(grant: Grant, early: EarlyPlaylists | null, createPlayback: PlaybackFactory): void {
    const { media, restrictions, ...lesson } = this.#lesson
    const settings = lesson.settings()
    // The code may have taken longer to come than the first tokens live.
    const playback = this.#signed ?? grant.playback
    const options = this.#options(grant)
    const listener: PlaybackListener = {
      restrictions,
      choices: lesson.ports.choices,
      ready: () => this.#began(grant),
      quality: (change) => this.#listener.quality(change),
      reloading: () => this.#listener.reloading(),
      mayPlay: () => this.#mayPlay(),
      action: (action) => this.#listener.action(action),
      addresses: this.#addresses,
      errors: this.errors,
    }
    const adapter = (this.#adapter = createPlayback(listener, options))
    const startTime = media.carried ?? restrictions.startAt(media.start, settings.resume ? grant.progress.position : 0)
    const isResumed = settings.resume && media.start === undefined && grant.progress.position > 0
    this.#resumedAt = isResumed ? startTime : null
    const poster = settings.poster ?? playback.urls.poster
    adapter.load(toPlaybackSource(grant.lesson, playback, { early, poster, startTime }), options)
    this.#listener.changed()
  }

  #began(grant: Grant): void {
    const adapter = this.#adapter
    if (!adapter || this.#ready) return
    const { media, restrictions } = this.#lesson
    this.#ready = true
    this.#listener.began(grant, adapter.media)
    media.attach(adapter.media, restrictions)
    // No `waiting` comes for it: a video that is to play by itself is paused until it can.
    if (this.#options(grant).autoplay) this.errors.starved()
    this.#lesson.renewal()?.attach(adapter.media)
    this.#listener.changed()
    this.#listener.ready(grant)
    restrictions.ready()
  }

  /** Whether it may play now; otherwise the wish is remembered. */
  #mayPlay(): boolean {
    const { media } = this.#lesson
    this.#lesson.renewal()?.check()
    if (!media.held) return true
    media.play().catch(() => undefined)
    return false
  }

  #options({ lesson }: Grant): PlaybackOptions {
    return this.#lesson.settings().playback(lesson.max_playback_rate)
  }
}
