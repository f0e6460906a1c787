import type { Grant, LessonProgress } from '@enhancedhr/protocol/wire'
import type { CallFailure } from '../core/access/call-failure.js'
import type { EarlyPlaylists } from '../playback/hls/early-playlists.js'
import type {
  PlaybackFactory,
  PlaybackFailure,
  PlaybackOptions,
  PlayerAction,
  QualityChange,
} from '../playback/playback-adapter.js'
import type { ApiClient } from '@enhancedhr/element-kit/api-client'
import type { ChoicesStore } from '../ports/choices-store.js'
import type { Clock } from '../ports/clock.js'
import type { PageLike } from '../ports/page.js'
import type { Random } from '../ports/random.js'
import type { Reporting, ReportingListener, SyncStatus } from '../ports/reporting.js'

/** What the element is asked to show, as its attributes and properties are now. */
export interface LessonSettings {
  readonly endpoint: string
  readonly lessonId: string
  readonly preview: boolean
  readonly resume: boolean
  /** What is watched is shown on the time bar. */
  readonly watchedMap: boolean
  /** A still of the host's own; `null`: the grant's. */
  readonly poster: string | HTMLElement | null
  playback(maxRate: number): PlaybackOptions
}

/** Why there is no player: one of `docs/errors`, and what only its developers can use. */
export interface SetupFailure {
  readonly code: string
  readonly detail?: string
}

/** The shells that playing works with. */
export interface PlaybackPorts {
  readonly choices: ChoicesStore
  /** Asks for what is read first of a stream, where the player will ask for it by script; `null`: it will not. */
  askEarly(stream: string, options: PlaybackOptions): EarlyPlaylists | null
  load(): Promise<PlaybackFactory>
  /** Explains why the player could not be set up. */
  explain(error: unknown): Promise<SetupFailure>
}

/** The shells that a lesson works with. */
export interface LessonPorts {
  readonly clock: Clock
  readonly random: Random
  readonly page: PageLike
  readonly playback: PlaybackPorts
  settings(): LessonSettings
  /** Throws for an endpoint that is no URL. */
  createApi(endpoint: string): ApiClient
  createReporting(api: ApiClient, listener: ReportingListener): Reporting
}

/** How evidence stands before there is any. */
export const NOTHING_PENDING: SyncStatus = { pending: 0, state: 'saved', storage: 'disk', dropped: 0 }

/** An error as the host hears of it. `retryAfter` in seconds. */
export interface LessonError extends CallFailure {
  readonly fatal: boolean
}

/** What happens to a lesson. */
export interface LessonListener {
  /** Something that is shown may have changed. */
  changed(): void
  ready(grant: Grant): void
  progress(progress: LessonProgress): void
  completed(lessonId: string, progress: LessonProgress): void
  sync(status: SyncStatus): void
  error(error: LessonError): void
  quality(change: QualityChange): void
  /** The learner asks for something with the player's controls. */
  action(action: PlayerAction): void
}

/** Why the video itself cannot go on; the words differ where a fresh grant is all it needs. `ended`: access was taken away. */
export type PlaybackError = LessonError & { readonly cause: PlaybackFailure | 'setup' | 'ended' }
