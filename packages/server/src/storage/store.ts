import type { Telemetry } from '../core/telemetry.js'
import type { Courses } from './catalogue/courses.js'
import type { Lessons } from './catalogue/lessons.js'
import type { Deliveries } from './events/deliveries.js'
import type { Endpoints } from './events/endpoints.js'
import type { Events } from './events/events.js'
import type { Learners } from './learners/learners.js'
import type { Leases } from './leases/leases.js'
import type { Ledger } from './ledger/ledger.js'
import type { Limits } from './limits/limits.js'
import type { Privacy } from './privacy/privacy.js'
import type { Progress } from './progress/progress.js'
import type { Sessions } from './sessions/sessions.js'
import type { Tracks } from './tracks/tracks.js'
import type { MuxEvents } from './uploads/mux-events.js'
import type { Uploads } from './uploads/uploads.js'
import type { Verdicts } from './verdicts/verdicts.js'

export type { DeliveryListing, EventPlace } from './events/events.js'

/**
 * What is kept, by topic.
 *
 * Every method that touches a learner is scoped by tenant and learner; what belongs to another tenant or learner is as if it
 * did not exist. Unreachable storage rejects with `StorageUnavailableError`, nothing of the call was kept then.
 */
export interface Records {
  readonly courses: Courses
  readonly lessons: Lessons
  readonly learners: Learners
  readonly progress: Progress
  readonly sessions: Sessions
  readonly ledger: Ledger
  readonly verdicts: Verdicts
  readonly limits: Limits
  readonly leases: Leases
  readonly endpoints: Endpoints
  readonly events: Events
  readonly deliveries: Deliveries
  readonly privacy: Privacy
  readonly uploads: Uploads
  readonly muxEvents: MuxEvents
  readonly tracks: Tracks
}

/** How a store does its work. */
export interface StoreSettings {
  /** Whether what is changed is also written as an outgoing event; default true. */
  readonly writesEvents?: boolean
  /** Default: nothing is measured. */
  readonly telemetry?: Telemetry
}

/** Connections of a pool. */
export interface ConnectionCounts {
  readonly idle: number
  readonly used: number
  /** Calls that wait for a connection. */
  readonly waiting: number
}

/** Where the ledger lives: one port, one conformance suite, run on PGlite and on PostgreSQL. */
export interface LessonStore extends Records {
  readonly kind: 'pglite' | 'postgres'
  /** `auto` applies what is missing; `check` rejects, naming the command, when something is. */
  prepare(mode: 'auto' | 'check' | 'off'): Promise<void>
  ping(): Promise<void>
  /** The same store with other settings. */
  with(settings: StoreSettings): LessonStore
  /** How many connections there are now; `null` where there is one, always. */
  connections(): ConnectionCounts | null
  close(): Promise<void>
  /**
   * Runs `work` in one transaction: all that it does through the records handed in is kept, or nothing where it rejects.
   *
   * Inside, the store itself must not be used, and nobody outside the database be waited for.
   */
  transaction<Result>(work: (records: Records) => Promise<Result>): Promise<Result>
}
