import type { LearnerKey } from '../../core/records/learner-key.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { OpenedSession, RenewedSession, SessionRecord, TokenWindow } from '../../core/records/session.js'

/** Opens, renews and ends watch sessions, always on the database's clock. */
export interface Sessions {
  /** Opens one in the learner's current attempt, with the first token's window from `openedAt`; of a preview nothing is recorded. */
  open(
    learner: LearnerKey,
    lesson: LessonRecord,
    client: { readonly name: string; readonly version: string },
    window: TokenWindow,
    options?: { readonly isPreview?: boolean },
  ): Promise<OpenedSession>
  find(learner: LearnerKey, sessionId: string): Promise<SessionRecord | null>
  /** Adds the window of a token handed over now. */
  renew(learner: LearnerKey, sessionId: string, window: TokenWindow): Promise<RenewedSession | null>
  /** No further tokens for this session; evidence of what it played stays welcome. */
  end(learner: LearnerKey, sessionId: string): Promise<void>
  /** Closes sessions from which nothing came for a long time and sweeps those without evidence; nothing depends on it. */
  closeOrphans(): Promise<{ readonly closed: number; readonly swept: number }>
}
