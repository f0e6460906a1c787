import type { LessonRecord } from './lesson.js'
import type { LessonProgressRecord } from './progress.js'

/** How long playing on a token can be credited: lifetime and offline allowance, in milliseconds. */
export interface TokenWindow {
  readonly lifetime: number
  readonly offlineAllowance: number
}

export interface OpenedSession {
  readonly sessionId: string
  readonly scope: string
  readonly openedAt: Date
  /** Milliseconds since `openedAt` on the database's clock. */
  readonly sessionAge: number
  readonly attempt: number
  readonly progress: LessonProgressRecord
}

/** What a session is, as far as renewal needs it. */
export interface SessionRecord {
  readonly sessionId: string
  readonly lesson: LessonRecord
  readonly mediaVersion: number
  readonly playbackId: string
  readonly attempt: number
  /** The learner's attempt of the lesson's course now. */
  readonly currentAttempt: number
  readonly ended: boolean
  /** Whether it only looks at the lesson, so that nothing is recorded. */
  readonly isPreview: boolean
}

/** Why a session is followed by a new one: problem codes of its renewal. */
export type EndedSessionCode = 'attempt_ended' | 'media_replaced'

export interface RenewedSession {
  readonly sessionId: string
  readonly sessionAge: number
}
