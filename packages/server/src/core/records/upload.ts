import type { UploadState } from '../supply/upload-state.js'
import type { AssetState } from '../supply/asset-state.js'

export interface UploadKey {
  readonly tenantId: string
  readonly uploadId: string
}

/** The file that somebody says they will send. */
export interface UploadFile {
  readonly name: string
  /** Bytes. */
  readonly size: number
  readonly type: string
}

/** A file on its way to become the video of a lesson. */
export interface UploadRecord extends UploadKey {
  readonly lessonId: string
  /** Mux's name for it; `null` while Mux has not answered. */
  readonly muxUploadId: string | null
  readonly createdBy: string
  readonly state: UploadState
  readonly reason: string | null
  readonly file: UploadFile
  readonly language: string
  readonly captions: 'auto' | 'none'
  readonly assetId: string | null
  readonly mediaVersion: number | null
  readonly createdAt: Date
  readonly expiresAt: Date | null
  /** Whether the time in which the file may come is over, by the database's clock. */
  readonly isOverdue: boolean
  /** Whether Mux has not answered for so long that it will not any more. */
  readonly isAbandoned: boolean
  /** What is known of its asset. */
  readonly asset: AssetRecord | null
}

/** What is known of an asset of Mux. */
export interface AssetRecord {
  readonly assetId: string
  readonly playbackId: string | null
  readonly state: AssetState
  /** Milliseconds. */
  readonly duration: number | null
  readonly aspectRatio: string | null
  readonly error: string | null
}

export interface NewUpload extends UploadKey {
  readonly lessonId: string
  readonly createdBy: string
  readonly file: UploadFile
  readonly language: string
  readonly captions: 'auto' | 'none'
  readonly corsOrigin: string
}

/** How many uploads may be open or made. */
export interface UploadLimits {
  readonly openOfOwner: number
  readonly openOfTenant: number
  readonly hourlyOfOwner: number
}

/** What became of an upload that was to be made; `inProgress` names the one that is in the way. */
export type CreateUploadOutcome = 'created' | 'too_many' | { readonly inProgress: string }

/** What is written of an upload, at once; what is absent stays. */
export interface UploadChange {
  readonly state: UploadState
  readonly reason?: string | null
  readonly muxUploadId?: string | null
  /** Seconds from now in which the file may come. */
  readonly timeout?: number | null
  readonly assetId?: string | null
  readonly mediaVersion?: number
  /** The outgoing event of the change. */
  readonly event?: LessonStatusEvent
}

/** What an outgoing event says of a lesson's video. */
export type LessonStatusEvent =
  | { readonly type: 'lesson.ready' }
  | { readonly type: 'lesson.failed'; readonly code: string; readonly message: string }

/** An asset as it was read; `readNumber` was drawn before the reading began. */
export interface ReadAsset extends AssetRecord {
  readonly readNumber: number
}

export interface UploadListing {
  readonly tenantId: string
  readonly lessonId: string
  /** Goes on after this upload; `null` begins with the newest. */
  readonly after: string | null
  readonly limit: number
}

/** A webhook of Mux, as far as it is kept. */
export interface ReceivedMuxEvent {
  readonly eventId: string
  readonly type: string
  readonly objectType: string
  readonly objectId: string
  /** Names an upload of ours, perhaps. */
  readonly passthrough: string | null
  /** The asset that a track belongs to. */
  readonly assetId?: string | null
}

/** What became of a webhook; `ignored`: it is about nothing of ours. */
export type MuxEventOutcome = 'received' | 'repeated' | 'ignored'

/** Webhooks that wait, about one upload: each is only a reason to read from Mux. */
export interface ClaimedMuxEvents extends UploadKey {
  readonly eventIds: readonly string[]
  readonly objects: readonly MuxObject[]
}

export interface MuxObject {
  readonly type: string
  readonly id: string
}
