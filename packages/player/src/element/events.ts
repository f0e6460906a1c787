import type { SeekDenial } from '../lesson/playback-restrictions.js'
import type { QualityChange } from '../playback/playback-adapter.js'
import type { SyncStatus } from '../ports/reporting.js'
import type { LearnerProgress, LessonInfo } from './learner-progress.js'

/** Detail of `ehr-ready`: the grant is there and loading has begun. */
export interface ReadyDetail {
  readonly lesson: LessonInfo
  readonly progress: LearnerProgress
}

/** Detail of `ehr-progress`: an acknowledgement came. */
export interface ProgressDetail {
  readonly progress: LearnerProgress
}

/** Detail of `ehr-complete`. */
export interface CompleteDetail {
  readonly lessonId: string
  /** ISO 8601. */
  readonly completedAt: string | null
}

/** Detail of `ehr-error`. */
export interface ErrorDetail {
  readonly code: string
  /** Whether the same may succeed later without anybody changing anything. */
  readonly retryable: boolean
  /** The lesson cannot play. */
  readonly fatal: boolean
  /** Seconds, where the server said so. */
  readonly retryAfter: number | null
  /** English, for developers. */
  readonly message: string
}

/** Detail of `ehr-quality`: heights in pixels, bitrate in bit/s. */
export type QualityDetail = QualityChange

/** Detail of `ehr-seek-denied`: seconds; `allowedTo` is where it went instead. */
export type SeekDeniedDetail = SeekDenial

/** Detail of `ehr-sync`. */
export type SyncDetail = SyncStatus

/** Detail of `ehr-next`, which is cancelable: the element would go on with that lesson. */
export interface NextDetail {
  readonly lessonId: string
  /** Nobody pressed the button: the countdown of `autoplay-next` is over. */
  readonly automatic: boolean
}

/** Detail of `ehr-sign-in`, which is cancelable: the element would ask for the sign-in again and try with it. */
export interface SignInDetail {
  readonly lessonId: string | null
}

/** The element's own events by name; media events reach it as they do a `<video>`. */
export interface LessonPlayerEventMap {
  'ehr-ready': CustomEvent<ReadyDetail>
  'ehr-progress': CustomEvent<ProgressDetail>
  'ehr-complete': CustomEvent<CompleteDetail>
  'ehr-sync': CustomEvent<SyncDetail>
  'ehr-error': CustomEvent<ErrorDetail>
  'ehr-seek-denied': CustomEvent<SeekDeniedDetail>
  'ehr-quality': CustomEvent<QualityDetail>
  'ehr-transcript': CustomEvent<null>
  'ehr-next': CustomEvent<NextDetail>
  'ehr-sign-in': CustomEvent<SignInDetail>
}
