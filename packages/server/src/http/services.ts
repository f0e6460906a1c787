import type { Playback } from '@enhancedhr/protocol/wire'
import type { ApiContext } from '../app/api-context.js'
import type { LessonStore } from '../storage/store.js'
import type { CallLimits } from './call-limits.js'
import type { Authenticate } from '../app/caller.js'
import type { Entitlement } from '../app/entitlement.js'
import type { LearnerGate } from './learner-gate.js'
import type { PlaybackAllowed } from '../app/playback-allowed.js'
import type { Logger } from '../app/logger.js'
import type { Policy } from '../core/policy.js'

/** Signs playback; port of `signing/`. */
export interface SignsPlayback {
  sign(playbackId: string): Promise<Playback>
  poster(playbackId: string): Promise<string>
}

/** What the calls are answered with; put together once, by the handler. */
export interface Services {
  readonly store: LessonStore
  readonly playback: SignsPlayback
  readonly authenticate: Authenticate
  readonly entitlement: Entitlement
  readonly playbackAllowed: PlaybackAllowed | null
  readonly limits: CallLimits
  readonly gate: LearnerGate
  readonly policies: Policy
  /** How long a playback token is good for, in milliseconds. */
  readonly tokenLifetime: number
  /** The trusted calls' way to the store. */
  readonly api: ApiContext
  /** Seconds between two reports while playing. */
  readonly reportEvery: number
  readonly logger: Logger
  /** Settles when store and key can be used; asked before every call that needs them. */
  ready(): Promise<void>
}
