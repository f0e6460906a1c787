import type { Playback } from '@enhancedhr/protocol/wire'
import type { Telemetry } from '../core/telemetry.js'
import type { Policy } from '../core/policy.js'
import type { MuxApi } from '../core/supply/mux-api.js'
import type { LessonStore } from '../storage/store.js'
import type { Caller } from './caller.js'
import type { Entitlement } from './entitlement.js'
import type { EventServices } from './events/event-services.js'
import type { HostContext } from './host-context.js'
import type { Logger } from './logger.js'
import type { PlaybackAllowed } from './playback-allowed.js'
import type { UploadServices, VerifyMuxWebhook } from './uploads/upload-services.js'

/** Signs playback; port of `signing/`. */
export interface SignsPlayback {
  sign(playbackId: string): Promise<Playback>
  poster(playbackId: string): Promise<string>
}

/** What use cases work with; put together once, by the handler. */
export interface AppContext {
  readonly store: LessonStore
  readonly playback: SignsPlayback
  readonly entitlement: Entitlement
  readonly playbackAllowed: PlaybackAllowed | null
  readonly policies: Policy
  /** How long a playback token is good for, in milliseconds. */
  readonly tokenLifetime: number
  /** Seconds between two reports while playing. */
  readonly reportEvery: number
  readonly logger: Logger
  readonly telemetry: Telemetry
  /** `null` where the host wants no outgoing events. */
  readonly events: EventServices | null
  /** Mux's API; `null` where no access token is known. */
  readonly mux: MuxApi | null
  /** `null` where the host wants no uploads. */
  readonly uploads: UploadServices | null
  /** Whether a lesson is only ready with captions or a reason why not. */
  readonly requiresCaptions: boolean
  /** Where the handler is reached from outside, without a slash at the end; `null`: nobody said. */
  readonly publicUrl: string | null
  /** `null` where no secret of Mux's webhooks is known. */
  readonly verifyMuxWebhook: VerifyMuxWebhook | null
  /** Whether verdicts, and what they were worked out from, stay when a learner is erased. */
  readonly keepVerdicts: boolean
  /** Settles when store and key can be used; asked before every use case that needs them. */
  ready(): Promise<void>
}

/** On whose behalf a use case runs: a caller over HTTP, or the host's own code. */
export interface Actor {
  readonly caller: Caller
  /** What the host's callbacks are given. */
  readonly context: HostContext
}
