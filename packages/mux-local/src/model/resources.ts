import { unixSeconds } from '../clock.js'
import type {
  AssetRecord,
  PlaybackIdRecord,
  RestrictionRecord,
  SigningKeyRecord,
  TrackRecord,
  UploadRecord,
  WebhookRecord,
} from './state.js'

type Resource = Readonly<Record<string, unknown>>

/** Leaves out what is not set, as Mux does. */
const compact = (resource: Resource): Resource =>
  Object.fromEntries(Object.entries(resource).filter(([, value]) => value !== undefined))

/** An upload as Mux answers it; `url` is its address. */
export function uploadResource(upload: UploadRecord, url: string | undefined): Resource {
  return compact({
    id: upload.id,
    url: upload.status === 'waiting' ? url : undefined,
    timeout: upload.timeout,
    status: upload.status,
    new_asset_settings: upload.settings,
    asset_id: upload.assetId,
    error: upload.error,
    cors_origin: upload.corsOrigin,
    test: upload.test ? true : undefined,
  })
}

export const playbackIdResource = ({ id, policy }: PlaybackIdRecord): Resource => ({ id, policy })

/** A track as Mux answers it; webhooks name its asset too, and its error. */
export function trackResource(track: TrackRecord, assetId?: string): Resource {
  return compact({
    id: track.id,
    type: track.type,
    status: track.type === 'text' ? track.status : undefined,
    duration: track.duration,
    max_width: track.maxWidth,
    max_height: track.maxHeight,
    max_frame_rate: track.maxFrameRate,
    max_channels: track.maxChannels,
    primary: track.primary,
    text_type: track.type === 'text' ? 'subtitles' : undefined,
    text_source: track.textSource,
    language_code: track.languageCode,
    name: track.name,
    closed_captions: track.closedCaptions,
    passthrough: track.passthrough,
    asset_id: assetId,
    error: track.error,
  })
}

const tiers = { basic: 'baseline', plus: 'smart', premium: 'premium' } as const
const progress = { preparing: 'transcoding', ready: 'completed', errored: 'errored' } as const

/** An asset as Mux answers it. */
export function assetResource(asset: AssetRecord): Resource {
  return compact({
    id: asset.id,
    created_at: unixSeconds(asset.created),
    status: asset.status,
    progress: { state: progress[asset.status], progress: asset.status === 'ready' ? 100 : -1 },
    duration: asset.duration,
    aspect_ratio: asset.aspectRatio,
    max_stored_frame_rate: asset.frameRate,
    resolution_tier: asset.resolutionTier,
    max_resolution_tier: asset.maxResolutionTier,
    video_quality: asset.videoQuality,
    encoding_tier: tiers[asset.videoQuality],
    ingest_type: asset.ingestType,
    upload_id: asset.uploadId,
    playback_ids: asset.playbackIds.map(playbackIdResource),
    tracks: asset.tracks.map((track) => trackResource(track)),
    passthrough: asset.passthrough,
    meta: asset.meta,
    thumbnail_time: asset.thumbnailTime,
    normalize_audio: asset.normalizeAudio,
    master_access: 'none',
    mp4_support: 'none',
    errors: asset.errors,
    non_standard_input_reasons: asset.nonStandard,
    test: asset.test ? true : undefined,
  })
}

/** An asset as a webhook's `data` has it: its time is a number there. */
export const assetEventData = (asset: AssetRecord): Resource => ({
  ...assetResource(asset),
  created_at: Math.floor(asset.created / 1000),
})

export const restrictionResource = (restriction: RestrictionRecord): Resource => ({
  id: restriction.id,
  created_at: unixSeconds(restriction.created),
  updated_at: unixSeconds(restriction.updated),
  referrer: {
    allowed_domains: restriction.referrer.allowedDomains,
    allow_no_referrer: restriction.referrer.allowNoReferrer,
  },
  user_agent: {
    allow_no_user_agent: restriction.userAgent.allowNoUserAgent,
    allow_high_risk_user_agent: restriction.userAgent.allowHighRiskUserAgent,
  },
})

/** A signing key; the private half only in the answer that made it. */
export const signingKeyResource = (key: SigningKeyRecord, privateKey?: string): Resource =>
  compact({ id: key.id, created_at: unixSeconds(key.created), private_key: privateKey })

/** A webhook; its secret only in the answer that made it. */
export const webhookResource = (webhook: WebhookRecord, secret?: string): Resource =>
  compact({
    id: webhook.id,
    address: webhook.address,
    enabled: webhook.enabled,
    created_at: new Date(webhook.created).toISOString(),
    signing_secret: secret,
  })
