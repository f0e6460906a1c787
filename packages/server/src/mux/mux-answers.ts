import { toMilliseconds } from '@enhancedhr/protocol'
import * as z from 'zod/mini'
import type { MuxAsset, MuxTrack, MuxUpload } from '../core/supply/mux-api.js'

const text = z.nullish(z.string())
const fault = z.nullish(z.looseObject({ type: text, message: text, messages: z.nullish(z.array(z.string())) }))

const uploadSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  asset_id: text,
  url: text,
  error: fault,
  new_asset_settings: z.nullish(z.looseObject({ passthrough: text })),
})

const trackSchema = z.looseObject({
  id: text,
  type: text,
  status: text,
  text_source: text,
  language_code: text,
  name: text,
  closed_captions: z.nullish(z.boolean()),
  passthrough: text,
})

const assetSchema = z.looseObject({
  id: z.string(),
  status: z.string(),
  upload_id: text,
  passthrough: text,
  duration: z.nullish(z.number()),
  aspect_ratio: text,
  playback_ids: z.nullish(z.array(z.looseObject({ id: z.string(), policy: z.string() }))),
  errors: fault,
  tracks: z.nullish(z.array(trackSchema)),
})

/** Answers of Mux, as far as anything is read of them; Mux adds members without notice. */
export const uploadAnswerSchema = z.looseObject({ data: uploadSchema })
export const assetAnswerSchema = z.looseObject({ data: assetSchema })
export const assetListAnswerSchema = z.looseObject({ data: z.array(assetSchema) })
export const trackAnswerSchema = z.looseObject({ data: z.looseObject({ id: z.string() }) })
export const trackListAnswerSchema = z.looseObject({ data: z.array(z.looseObject({ id: z.string() })) })
export const playbackAnswerSchema = z.looseObject({
  data: z.looseObject({ object: z.nullish(z.looseObject({ type: text, id: text })) }),
})
export const errorAnswerSchema = z.looseObject({ error: fault })

export function toMuxUpload({ data }: z.output<typeof uploadAnswerSchema>): MuxUpload {
  return {
    id: data.id,
    status: data.status,
    assetId: data.asset_id ?? null,
    passthrough: data.new_asset_settings?.passthrough ?? null,
    url: data.url ?? null,
    error: data.error?.type ?? null,
  }
}

export function toMuxAsset(data: z.output<typeof assetSchema>): MuxAsset {
  const tracks = data.tracks ?? []
  return {
    id: data.id,
    status: data.status,
    uploadId: data.upload_id ?? null,
    passthrough: data.passthrough ?? null,
    duration: data.duration == null || data.duration < 0 ? null : toMilliseconds(data.duration),
    aspectRatio: data.aspect_ratio ?? null,
    playbackIds: (data.playback_ids ?? []).map(({ id, policy }) => ({ id, policy })),
    error: data.errors?.type ?? null,
    hasVideo: tracks.length === 0 ? null : tracks.some(({ type }) => type === 'video'),
    audioTracks: tracks.flatMap(({ type, id }) => (type === 'audio' && id != null ? [id] : [])),
    textTracks: tracks.flatMap((track) =>
      track.type === 'text' && track.id != null ? [toMuxTrack(track, track.id)] : [],
    ),
  }
}

function toMuxTrack(track: z.output<typeof trackSchema>, id: string): MuxTrack {
  const source = track.text_source ?? ''
  return {
    id,
    status: track.status ?? '',
    source: source.startsWith('generated') ? 'generated' : source === 'embedded' ? 'embedded' : 'uploaded',
    language: track.language_code ?? 'und',
    name: track.name ?? '',
    isCaptions: track.closed_captions ?? false,
    passthrough: track.passthrough ?? null,
  }
}
