import type { SegmentSet } from '@enhancedhr/protocol'
import type { Acknowledgement, WireReport } from '@enhancedhr/protocol/wire'
import type { CallFailure } from '../core/access/call-failure.js'
import type { Note } from '../core/reporting/event-log.js'
import type { SyncStatus } from '../core/reporting/sync-status.js'
import type { MediaLike } from './media.js'

export type { SyncStatus }

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

/** What reporting reports to the lesson. */
export interface ReportingListener {
  /** `reports`: what it is about, in the order of its results. */
  acknowledged(acknowledgement: Acknowledgement, reports: readonly WireReport[]): void
  /** The server's clock went on by so many milliseconds more than time passed; below 0: it went back. */
  clockStepped(sessionId: string, by: number): void
  sync(status: SyncStatus): void
  /** A coded error that the host may want to know; never an interruption of playing. */
  error(error: CallFailure): void
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
  /** Ends everything: listeners, timers, connections. */
  dispose(): void
}
