import type { SegmentSet } from '@enhancedhr/protocol'
import type { Acknowledgement, WireReport } from '@enhancedhr/protocol/wire'
import type { LearnerChoices } from './core/learner-choices.js'
import type { Note } from './core/event-log.js'
import type { ApiResult, Expected } from './core/read-answer.js'
import type { Sample } from './core/sample.js'

export type { ApiResult, Expected }

/** Reads time: a monotonic clock and the date, both in milliseconds. */
export interface Clock {
  /** Never goes back; its zero means nothing. */
  monotonic(): number
  /** Wall clock of the device, only ever a hint. */
  date(): number
}

/** Does something later. */
export interface Timers {
  /** Runs it once after so many milliseconds, unless the function that it gives is called before. */
  after(milliseconds: number, run: () => void): () => void
}

/** Gives a number from 0 (included) to 1 (excluded). */
export type Random = () => number

/** The part of a media element that collecting reads and listens to. */
export type MediaLike = Pick<
  HTMLVideoElement,
  | 'currentTime'
  | 'duration'
  | 'ended'
  | 'muted'
  | 'paused'
  | 'playbackRate'
  | 'played'
  | 'readyState'
  | 'seeking'
  | 'textTracks'
  | 'volume'
  | 'addEventListener'
  | 'removeEventListener'
>

/** Reads a media element whenever something happens to it, and about four times a second while it plays. */
export interface MediaSampling {
  /** Reads it now, tells the listener, and gives the sample. */
  sample(cause: string): Sample
  stop(): void
}

/** Starts sampling; `isPageVisible` is asked at each sample. */
export type SampleMedia = (
  media: MediaLike,
  settings: { readonly clock: Clock; readonly isPageVisible: () => boolean; readonly take: (sample: Sample) => void },
) => MediaSampling

/**
 * What happens to the page: `hidden` and `visible`, `leaving` (closed, navigated away, or put aside for the back button),
 * `returned` from there, `frozen`, `focused`, and `online` (only a hint).
 */
export type PageEvent = 'hidden' | 'visible' | 'leaving' | 'returned' | 'frozen' | 'focused' | 'online'

export interface PageLike {
  readonly visible: boolean
  /** Gives the function that ends listening. */
  listen(listener: (event: PageEvent) => void): () => void
}

/** Keeps records on the device. No call rejects or hangs: where the browser denies storage, memory takes its place. */
export interface EvidenceStore {
  readonly storage: 'disk' | 'memory'
  entries(prefix: string): Promise<readonly (readonly [key: string, value: unknown])[]>
  set(key: string, value: unknown): Promise<void>
  delete(key: string): Promise<void>
  /** Reads and writes in one transaction; `undefined` removes the record. */
  update(key: string, change: (stored: unknown) => unknown): Promise<void>
}

/** Keeps records in the very task that asks for it: while the page goes nothing else is certain to be written. */
export interface Spill {
  put(key: string, value: unknown): void
  delete(key: string): void
  entries(prefix: string): readonly (readonly [key: string, value: unknown])[]
}

/** Keeps what the learner chose, on this device. No call throws. */
export interface ChoicesStore {
  read(): LearnerChoices
  /** Keeps these; what is not named stays as it was kept last, by whichever tab. */
  change(part: Partial<LearnerChoices>): void
}

/** The other tabs of this browser, which may hold the same learner's evidence. */
export interface Tabs {
  /**
   * Does the work while no other tab does work of this name. Never waits long for a tab that is frozen, nor at all where
   * the browser cannot tell; rejects only as the work does.
   */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>
  /** Tells the other tabs that this page plays the session of this key, until the function that it gives is called. */
  present(key: string): () => void
  /** The sessions that are being played by any page; `null` where the browser cannot tell. */
  living(): Promise<ReadonlySet<string> | null>
  tell(message: unknown): void
  /** Gives the function that ends listening. */
  listen(listener: (message: unknown) => void): () => void
}

export interface CallOptions {
  readonly keepalive?: boolean
  readonly signal?: AbortSignal
  /** What is sent belongs to whoever is signed in now: it is not sent again once the host set another sign-in. */
  readonly bound?: boolean
}

/**
 * Calls the handler at one endpoint, with the host's sign-in. A refused token is asked for again once, for all calls together,
 * and a call that was refused with an older sign-in is made again with the newest.
 */
export interface ApiClient {
  post<T>(path: string, body: unknown, expected: Expected<T>, options?: CallOptions): Promise<ApiResult<T>>
  get<T>(path: string, expected: Expected<T>, options?: CallOptions): Promise<ApiResult<T>>
  /** Asks the host for its sign-in, which a new callback or new headers may have changed; whether it is another one now. */
  askSignIn(): Promise<boolean>
}

/** The session that a grant opened, as far as reporting needs it. Times in milliseconds. */
export interface ReportingSession {
  readonly endpoint: string
  readonly scope: string
  readonly sessionId: string
  readonly lessonId: string
  readonly duration: number
  /** Age of the session when the grant came; the session clock goes on from here. */
  readonly sessionAge: number
  /** How often to report while playing. */
  readonly every: number
}

/** How far evidence is from being safe, as `ehr-sync` tells it. */
export interface SyncStatus {
  /** Sealed segments, and whether one is open, that no acknowledgement has named yet. */
  readonly pending: number
  readonly state: 'saved' | 'saving' | 'waiting' | 'offline' | 'parked'
  readonly storage: 'disk' | 'memory'
  /** Milliseconds of playing that had to be given up. */
  readonly dropped: number
}

/** What reporting tells the element. */
export interface ReportingListener {
  /** `reports`: what it is about, in the order of its results. */
  acknowledged(acknowledgement: Acknowledgement, reports: readonly WireReport[]): void
  /** The server's clock went on by so many milliseconds more than time passed; below 0: it went back. */
  clockStepped(sessionId: string, by: number): void
  sync(status: SyncStatus): void
  /** A coded trouble that the host may want to know; never an interruption of playing. */
  trouble(trouble: { code: string; retryable: boolean; retryAfter: number | null; detail?: string }): void
}

/** Collects what is played, keeps it on the device, sends it, and forgets only what was acknowledged. */
export interface Reporting {
  /** Starts collecting from this media element; the session clock runs from `session.sessionAge` at this moment. */
  begin(session: ReportingSession, media: MediaLike): void
  /** Notes an event that only the element knows of (`quality`, `error`); times in seconds, `at` is added. */
  note(event: Note): void
  /** Moves the session clock forward to the age that an answer named (never back). Milliseconds. */
  correctSessionAge(sessionId: string, age: number): void
  /** A new load of the same media is coming (renewal, source change): what was played stays. */
  loadEpoch(): void
  /** Closes what is open, keeps and sends it, stops listening. Safe to call twice. */
  end(): void
  /** One attempt to send now; resolves when it is over, never rejects, after at most 10 s. */
  flush(): Promise<{ pending: number }>
  /** Tries again after the host changed its sign-in. */
  signInChanged(): void
  readonly status: SyncStatus
  /** What was played of this lesson on this device and is not yet acknowledged, as media. */
  watchedHere(lessonId: string): SegmentSet
  /** Ends everything for good: listeners, timers, connections. */
  dispose(): void
}
