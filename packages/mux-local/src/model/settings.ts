import { z } from 'zod'

/** The languages that Mux recognises in speech. */
const spoken = 'en es it pt de fr pl ru nl ca tr sv uk no fi sk el cs hr da ro bg auto'.split(' ')

const passthrough = z.string().max(255)
const meta = z.strictObject({
  title: z.string().max(512).optional(),
  creator_id: z.string().max(128).optional(),
  external_id: z.string().max(128).optional(),
})
const policy = z.enum(['public', 'signed', 'drm'])
const policies = z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(policy).max(10))

const generatedSubtitles = z.strictObject({
  language_code: z.enum(spoken).optional(),
  name: z.string().max(255).optional(),
  passthrough: passthrough.optional(),
})

const input = z.strictObject({
  url: z.string().max(4096).optional(),
  type: z.enum(['video', 'audio', 'text']).optional(),
  text_type: z.literal('subtitles').optional(),
  language_code: z.string().max(64).optional(),
  name: z.string().max(255).optional(),
  closed_captions: z.boolean().optional(),
  passthrough: passthrough.optional(),
  start_time: z.number().min(0).optional(),
  end_time: z.number().min(0).optional(),
  overlay_settings: z.looseObject({}).optional(),
  generated_subtitles: z.array(generatedSubtitles).max(10).optional(),
})

const renditions = z.array(z.strictObject({ resolution: z.string(), passthrough: passthrough.optional() })).max(20)

const settings = {
  playback_policies: policies.optional(),
  playback_policy: policies.optional(),
  advanced_playback_policies: z
    .array(z.strictObject({ policy, drm_configuration_id: z.string().optional() }))
    .max(10)
    .optional(),
  inputs: z.array(input).max(50).optional(),
  input: z
    .preprocess((value) => (typeof value === 'string' ? [{ url: value }] : value), z.array(input).max(50))
    .optional(),
  passthrough: passthrough.optional(),
  meta: meta.optional(),
  video_quality: z.enum(['basic', 'plus', 'premium']).optional(),
  encoding_tier: z.enum(['smart', 'baseline', 'premium']).optional(),
  max_resolution_tier: z.enum(['1080p', '1440p', '2160p']).optional(),
  normalize_audio: z.boolean().optional(),
  master_access: z.enum(['none', 'temporary']).optional(),
  mp4_support: z.string().optional(),
  static_renditions: renditions.optional(),
  generate_shots: z.boolean().optional(),
  copy_overlays: z.boolean().optional(),
  directives: z.array(z.strictObject({ id: z.string() })).optional(),
  test: z.boolean().optional(),
}

/** What `POST /video/v1/assets` takes, and an upload's `new_asset_settings`. */
export const assetSettings = z.strictObject(settings)

export const uploadBody = z.strictObject({
  // Mux asks for it, and leaves browsers without CORS where it is missing.
  cors_origin: z.string().max(2048).optional(),
  timeout: z.int().min(60).max(604_800).optional(),
  test: z.boolean().optional(),
  new_asset_settings: assetSettings.optional(),
})

export const assetChanges = z.strictObject({
  passthrough: passthrough.optional(),
  meta: meta.optional(),
  thumbnail_time: z.number().min(0).optional(),
})

export const playbackIdBody = z.strictObject({ policy: policy.optional(), drm_configuration_id: z.string().optional() })

export const trackBody = z.strictObject({
  url: z.string().max(4096),
  type: z.enum(['text', 'audio']),
  language_code: z.string().min(2).max(64),
  text_type: z.literal('subtitles').optional(),
  name: z.string().max(255).optional(),
  closed_captions: z.boolean().optional(),
  passthrough: passthrough.optional(),
})

export const trackChanges = z.strictObject({
  language_code: z.string().min(2).max(64).optional(),
  name: z.string().max(255).optional(),
  closed_captions: z.boolean().optional(),
  passthrough: passthrough.optional(),
})

export const subtitlesBody = z.strictObject({ generated_subtitles: z.array(generatedSubtitles).min(1).max(10) })

const domains = z
  .array(z.string().regex(/^(\*|(\*\.)?[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*)$/, 'must be a domain, `*.domain` or `*`'))
  .max(10)
export const referrerBody = z.strictObject({ allowed_domains: domains, allow_no_referrer: z.boolean().optional() })
export const userAgentBody = z.strictObject({
  allow_no_user_agent: z.boolean().optional(),
  allow_high_risk_user_agent: z.boolean().optional(),
})
export const restrictionBody = z.strictObject({ referrer: referrerBody, user_agent: userAgentBody })

const address = z.url({ protocol: /^https?$/ }).max(2048)
export const webhookBody = z.strictObject({ address })
export const webhookChanges = z
  .strictObject({ address: address.optional(), enabled: z.boolean().optional() })
  .refine((body) => body.address !== undefined || body.enabled !== undefined, 'needs `address` or `enabled`')

export type AssetSettings = z.infer<typeof assetSettings>
export type GeneratedSubtitles = z.infer<typeof generatedSubtitles>
