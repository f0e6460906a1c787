import type { AppContext } from '../app/app-context.js'
import type { Authenticate } from '../app/caller.js'
import type { CallLimits } from './call-limits.js'
import type { LearnerQueue } from './learner-queue.js'

/** What requests are answered with; put together once, by the handler. */
export interface Services extends AppContext {
  readonly authenticate: Authenticate
  readonly limits: CallLimits
  readonly learnerQueue: LearnerQueue
}
