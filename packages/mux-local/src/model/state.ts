import type { LessonMedia } from '../manifest.js'
import type { AssetSettings, GeneratedSubtitles } from './settings.js'

/** A direct upload, as it is kept. Times are milliseconds since the epoch. */
export interface UploadRecord {
  readonly id: string
  /** The secret in its address. */
  readonly token: string
  readonly created: number
  readonly corsOrigin: string
  /** Seconds. */
  readonly timeout: number
  readonly test: boolean
  readonly settings: AssetSettings
  status: 'waiting' | 'asset_created' | 'errored' | 'cancelled' | 'timed_out'
  assetId?: string
  error?: { type: string; message: string }
  /** Bytes that are kept. */
  received: number
  /** Whether the whole file has arrived. */
  complete: boolean
}

export interface PlaybackIdRecord {
  readonly id: string
  readonly policy: 'public' | 'signed'
}

/** A track of an asset. */
export interface TrackRecord {
  readonly id: string
  readonly type: 'video' | 'audio' | 'text'
  status: 'preparing' | 'ready' | 'errored'
  duration?: number
  maxWidth?: number
  maxHeight?: number
  maxFrameRate?: number
  maxChannels?: number
  primary?: boolean
  textSource?: 'uploaded' | 'generated_vod'
  languageCode?: string
  name?: string
  closedCaptions?: boolean
  passthrough?: string
  /** Of a text track: its WebVTT, relative to the asset's directory. */
  file?: string
  error?: { type: string; messages: string[] }
}

/** What was found in the file that an asset was made of, in the words of `input-info`. */
export interface InputFile {
  readonly container_format: string
  readonly tracks: readonly {
    readonly type: string
    readonly duration?: number
    readonly encoding?: string
    readonly width?: number
    readonly height?: number
    readonly frame_rate?: number
    readonly channels?: number
    readonly sample_rate?: number
  }[]
}

export interface AssetRecord {
  readonly id: string
  readonly created: number
  readonly ingestType: 'on_demand_url' | 'on_demand_direct_upload'
  readonly uploadId?: string
  readonly test: boolean
  readonly videoQuality: 'basic' | 'plus' | 'premium'
  readonly maxResolutionTier: '1080p' | '1440p' | '2160p'
  readonly normalizeAudio: boolean
  readonly generatedSubtitles: readonly GeneratedSubtitles[]
  status: 'preparing' | 'ready' | 'errored'
  playbackIds: PlaybackIdRecord[]
  tracks: TrackRecord[]
  passthrough?: string
  meta?: Record<string, string>
  thumbnailTime?: number
  duration?: number
  aspectRatio?: string
  frameRate?: number
  resolutionTier?: 'audio-only' | '720p' | '1080p' | '1440p' | '2160p'
  errors?: { type: string; messages: string[] }
  nonStandard?: Record<string, string>
  inputUrl?: string
  input?: InputFile
  /** What is delivered; absent until the asset is ready. */
  media?: LessonMedia
  /** The lesson of the sample course whose files it has. */
  readonly sample?: string
}

export interface RestrictionRecord {
  readonly id: string
  readonly created: number
  updated: number
  referrer: { allowedDomains: string[]; allowNoReferrer: boolean }
  userAgent: { allowNoUserAgent: boolean; allowHighRiskUserAgent: boolean }
}

export interface SigningKeyRecord {
  readonly id: string
  readonly created: number
  readonly publicKey: string
}

export interface WebhookRecord {
  readonly id: string
  readonly created: number
  readonly secret: string
  address: string
  enabled: boolean
}

/** One event and one address it goes to. */
export interface DeliveryRecord {
  readonly webhookId: string
  state: 'pending' | 'held' | 'delivered' | 'dropped' | 'given_up'
  /** When to try next. */
  next: number
  attempts: { id: string; at: number; address: string; status: number | null }[]
}

export interface EventRecord {
  readonly id: string
  readonly type: string
  readonly object: { readonly type: string; readonly id: string }
  readonly created: number
  readonly data: Readonly<Record<string, unknown>>
  deliveries: DeliveryRecord[]
}

/** Everything that a restart must not lose, but files of media. */
export interface State {
  readonly version: 1
  readonly environment: { readonly id: string; readonly name: string }
  /** Whether the sample course is among the assets, or was until somebody deleted it. */
  seeded: boolean
  /** Milliseconds that the clock was moved forward. */
  clockOffset: number
  accessTokens: { id: string; secretHash: string }[]
  uploads: UploadRecord[]
  assets: AssetRecord[]
  restrictions: RestrictionRecord[]
  signingKeys: SigningKeyRecord[]
  webhooks: WebhookRecord[]
  events: EventRecord[]
}
