import { ownValue } from '@enhancedhr/protocol'
import type { Grant } from '@enhancedhr/protocol/wire'
import { isReopened } from '../core/access/session-end.js'
import type { ReportingListener } from '../ports/reporting.js'
import type { LessonListener } from './lesson-ports.js'
import type { ProgressStore } from './progress-store.js'

/** From this share of the credit window on, a step back of the server's clock needs another session. */
const BACK_SHARE = 0.3

/** The lesson that reporting is about. */
export interface ReportedLesson {
  readonly progress: ProgressStore
  readonly listener: LessonListener
  /** The grant of the session that is open. */
  grant(): Grant | undefined
  /** Another session goes on at the same place. */
  reopen(): void
  /** The server's clock went forward by so many milliseconds more than time passed. */
  steppedForward(by: number): void
}

/** Hands on what reporting learns of a lesson, and sees when its session cannot go on. */
export function listenToReporting({ progress, listener, ...lesson }: ReportedLesson): ReportingListener {
  return {
    acknowledged(acknowledgement, reports) {
      progress.acknowledged(acknowledgement, reports)
      const end = ownValue(acknowledgement.sessions ?? {}, lesson.grant()?.session_id ?? '')
      if (isReopened(end?.code)) lesson.reopen()
    },
    clockStepped(sessionId, by) {
      const grant = lesson.grant()
      if (sessionId !== grant?.session_id) return
      if (by > 0) lesson.steppedForward(by)
      // A session clock never goes back: what is played waits until the server's clock gets there. After a large step no token
      // would pay for it then.
      else if (-by > BACK_SHARE * grant.credit_window * 1000) lesson.reopen()
    },
    sync: (status) => listener.sync(status),
    error: (failure) => listener.error({ ...failure, fatal: false }),
  }
}
