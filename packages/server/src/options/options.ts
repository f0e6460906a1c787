import type { CorsOptions } from '../http/app.js'
import type { Authenticate } from '../app/caller.js'
import type { Entitlement } from '../app/entitlement.js'
import type { PlaybackAllowed } from '../app/playback-allowed.js'
import type { NativeCall } from '../app/host-context.js'
import type { Logger } from '../app/logger.js'
import type { RedisClient } from '../limits/redis-rate-limiter.js'
import type { PlaybackTerms } from '../signing/playback-terms.js'
import type { OpenTelemetryApi } from '../telemetry/open-telemetry-api.js'
import type { LessonStore } from '../storage/store.js'

/** A Mux signing key: its id, and the private key as Mux hands it out (base64 of a PEM) or as a PEM. */
export interface MuxSigningKey {
  readonly id: string
  readonly privateKey: string
}

/** An access token of Mux’s API: its id and its secret. */
export interface MuxToken {
  readonly id: string
  readonly secret: string
}

export interface MuxOptions extends PlaybackTerms {
  /** The first signs; the others are checked only, so that a new key can be put in before the old one is taken out. */
  readonly signingKeys: readonly MuxSigningKey[]
  /** For uploads: a token of the environment in which the signing key is, with the permission to read and write video. */
  readonly token?: MuxToken
  /** Secrets of the webhooks that Mux sends to `/v1/mux/webhooks`; any of them is taken, so that one can be changed. */
  readonly webhookSecrets?: readonly string[]
  /** Where Mux's API is; default `https://api.mux.com`. */
  readonly apiUrl?: string
  /** Where streams are; default `https://stream.mux.com`. */
  readonly streamUrl?: string
  /** Where stills and storyboards are; default `https://image.mux.com`. */
  readonly imageUrl?: string
}

export interface RateLimitOptions {
  /** Grants a minute a learner; default 20. */
  readonly grants?: number
  /** Renewals a token lifetime a session; default 3. A learner has twenty times as many over all sessions. */
  readonly renewals?: number
  /** Batches a minute a session; default 60. A learner has four times as many over all sessions. */
  readonly reports?: number
  /**
   * Reads (every signed-in `GET`) a minute a learner; default 240: somebody who opens a page every second, each with four
   * reads.
   */
  readonly reads?: number
  /** Shares the counts between processes; a connected ioredis client. Without it, or while it does not answer, each process counts on its own. */
  readonly redis?: RedisClient
  /** Shares the counts between processes through the store's database; slower than Redis, and nothing more to run. */
  readonly database?: boolean
}

/** What a lesson allows that says nothing else. */
export interface PolicyOptions {
  /** Greatest playback rate that is credited and offered, 0.25 to 16; default 2. */
  readonly maxPlaybackRate?: number
  /** Whether playing counts while the page is hidden; default true. */
  readonly hiddenCounts?: boolean
  /** Whether playing counts without sound and captions; default true. */
  readonly mutedCounts?: boolean
  /** `free` (default), or `watched`: the player seeks only where the learner has already watched. */
  readonly seek?: 'free' | 'watched'
}

/** An endpoint that is sent outgoing events. */
export interface EndpointOptions {
  /** Names it in the list of endpoints; a letter or digit, then up to 127 of A–Z a–z 0–9 . _ ~ -. */
  readonly id: string
  /** https, without user, password and fragment. */
  readonly url: string
  /** `whsec_` and base64 of 24 to 64 bytes; in a list every one signs, while a secret is changed. */
  readonly secret: string | readonly string[]
  /** Types that it asks for; default: every type. */
  readonly types?: readonly string[]
  /** Whose events it is sent; default: the tenant `default`. */
  readonly tenantId?: string
}

/** Where outgoing events go. */
export interface EventOptions {
  /** An endpoint that an earlier list named and this one does not is disabled; without a list, all stay as they are. */
  readonly endpoints?: readonly EndpointOptions[]
  /**
   * Encrypts the secrets of endpoints that are made by a call: at least 32 characters. In a list the first encrypts and every
   * one decrypts. Without it, endpoints come from the options alone.
   */
  readonly key?: string | readonly string[]
  /** Whether endpoints may be on private addresses and use http; default false. For development. */
  readonly allowPrivate?: boolean
}

/** For how many days something is kept at most; a fraction is part of a day. */
export interface RetentionOptions {
  /** Played segments, events and charged time of ended sessions, 35 to 36,500; default: until the learner is erased. */
  readonly evidence?: number
  /** Sessions, with their evidence, 35 to 36,500; default: until the learner is erased. */
  readonly sessions?: number
  /** Outgoing events, after their last delivery has ended, 30 to 36,500; default 90. */
  readonly events?: number
  /** Outgoing events that could not be delivered, 30 to 36,500; default 180. */
  readonly deadEvents?: number
}

/** What is kept of learners, and for how long (`docs/privacy.md`). */
export interface PrivacyOptions {
  /** Whether verdicts, and what they were worked out from, stay when a learner is erased; default false. */
  readonly keepVerdicts?: boolean
  readonly retention?: RetentionOptions
}

/** How files become videos of lessons (`docs/uploads.md`). */
export interface UploadOptions {
  /** Whether Mux writes captions where nobody says; default `auto`. */
  readonly captions?: 'auto' | 'none'
  /** Whether a lesson may only be watched with captions, unless it is put with a `captions_waiver`; default false. */
  readonly requireCaptions?: boolean
  /** What a video may cost at Mux; default `basic`. */
  readonly quality?: 'basic' | 'plus' | 'premium'
  /** Default `1080p`. */
  readonly maxResolution?: '1080p' | '1440p' | '2160p'
  /** Whether Mux is given the lesson's title, which may become public; default false. */
  readonly meta?: boolean
  /** Origin of the pages that send files, where it is neither the handler's own nor in `cors.origins`. */
  readonly corsOrigin?: string
  /** Bytes of a file, at most 20 GiB, which is the default. */
  readonly maxBytes?: number
  /** Seconds of a video, at most 12 hours, which is the default. */
  readonly maxDuration?: number
  /** Seconds in which a file may come, 60 to 604,800; default 86,400. */
  readonly timeout?: number
  /** Days until a video that was replaced is deleted at Mux, 1 to 3,650; default 30. */
  readonly deleteReplacedAfter?: number
  /** Days until the video of an archived lesson is deleted at Mux, 1 to 3,650; default, and for `null`: never. */
  readonly deleteArchivedAfter?: number | null
  /** Days until what failed is deleted at Mux, 0 to 3,650; default 1. */
  readonly deleteFailedAfter?: number
}

/** What {@link createLessonHandler} takes. `mux`, `store` and `authenticate` have to be given. */
export interface LessonHandlerOptions {
  readonly mux: MuxOptions
  /** `postgresStore(…)` or `pgliteStore(…)`. `close()` of the handler closes it. */
  readonly store: LessonStore
  readonly authenticate: Authenticate
  /** Whether a learner may watch a lesson now; default: who is enrolled in its course, and admins. Replaces the default. */
  readonly entitlement?: Entitlement
  /** Whether a lesson may be given a video, in place of the handler's rules (`docs/managing.md`). */
  readonly playbackAllowed?: PlaybackAllowed
  /** Path that has to stand before `/v1/`; default: any. */
  readonly basePath?: string
  /** Seconds that a playback token is good for, 5 to 86,400; default 900. */
  readonly tokenLifetime?: number
  /** Seconds beyond a token's lifetime in which playing still counts, 0 to 2,592,000; default 3,600. */
  readonly offlineAllowance?: number
  readonly rateLimit?: RateLimitOptions
  /** Pages of other origins that may call; default none. */
  readonly cors?: CorsOptions
  readonly policies?: PolicyOptions
  /** `every`: seconds between two reports while playing, 1 to 300; default 15. */
  readonly reporting?: { readonly every?: number }
  /** Where outgoing events go (`docs/events.md`); `false`: none are written. */
  readonly events?: EventOptions | false
  /** Files become videos of lessons; needs `mux.token`. Without it there are no such calls. */
  readonly uploads?: UploadOptions
  /** Where this handler is reached from outside, up to what stands before `/v1/`: for what Mux fetches from it. */
  readonly publicUrl?: string
  readonly privacy?: PrivacyOptions
  /** Whether the first use brings the database to this version; default `auto` on PGlite, `check` on PostgreSQL. */
  readonly migrate?: 'auto' | 'check' | 'off'
  /** Whether a timer does the housekeeping of `work()` once a minute; default true where a process lives. */
  readonly background?: boolean
  /** Gives a caller's network address, for example from a header that your proxy sets; default: the socket's. */
  readonly clientAddress?: (native: NativeCall) => string | null
  /** Where warnings and errors go; default: the console. `null`: nowhere. */
  readonly logger?: Logger | null
  /** The package `@opentelemetry/api`: spans and metrics go to the SDK behind it (`docs/operating.md`); default: nothing is measured. */
  readonly telemetry?: OpenTelemetryApi
  /** Milliseconds since 1970, for tokens only: what counts as watched is measured by the database's clock. */
  readonly clock?: () => number
}
