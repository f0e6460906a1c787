import type { AppContext } from '../app/app-context.js'
import type { Authenticate } from '../app/caller.js'
import type { CallLimits } from './limits/call-limits.js'
import type { LearnerQueue } from './limits/learner-queue.js'
import type { WorkBound } from './limits/work-bound.js'

/** What requests are answered with; put together once, by the handler. */
export interface Services extends AppContext {
  readonly authenticate: Authenticate
  /** Pages of other origins that may call. */
  readonly origins: readonly string[] | '*'
  readonly limits: CallLimits
  readonly learnerQueue: LearnerQueue
  /** Of calls that report progress. */
  readonly ingest: WorkBound
}
