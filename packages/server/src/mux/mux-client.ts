import type { output, ZodMiniType } from 'zod/mini'
import type { MuxApi, MuxAsset, MuxUpload, NewMuxTrack, NewMuxUpload } from '../core/supply/mux-api.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import {
  assetAnswerSchema,
  assetListAnswerSchema,
  playbackAnswerSchema,
  toMuxAsset,
  toMuxUpload,
  trackAnswerSchema,
  trackListAnswerSchema,
  uploadAnswerSchema,
} from './mux-answers.js'
import { callMux, type MuxConnection } from './mux-request.js'

/** Assets of a page; Mux gives no more than 100. */
const PAGE = 100

/** The calls of Mux over `fetch`, on Node and on Workers alike. */
export class MuxClient implements MuxApi {
  readonly #connection: MuxConnection

  constructor(connection: MuxConnection) {
    this.#connection = connection
  }

  async createUpload(upload: NewMuxUpload): Promise<MuxUpload> {
    const path = '/video/v1/uploads'
    const json = await callMux(this.#connection, { method: 'POST', path, body: toUploadBody(upload) })
    return toMuxUpload(read(uploadAnswerSchema, json))
  }

  async findUpload(id: string): Promise<MuxUpload | null> {
    const json = await callMux(this.#connection, { method: 'GET', path: `/video/v1/uploads/${toSegment(id)}` })
    return json === null ? null : toMuxUpload(read(uploadAnswerSchema, json))
  }

  async cancelUpload(id: string): Promise<MuxUpload | null> {
    try {
      const json = await callMux(this.#connection, { method: 'PUT', path: `/video/v1/uploads/${toSegment(id)}/cancel` })
      return json === null ? null : toMuxUpload(read(uploadAnswerSchema, json))
    } catch (error) {
      // Mux takes it only while it waits for the file.
      if (error instanceof LessonProblem && error.code === 'mux_refused') return null
      throw error
    }
  }

  async findAsset(id: string): Promise<MuxAsset | null> {
    const json = await callMux(this.#connection, { method: 'GET', path: `/video/v1/assets/${toSegment(id)}` })
    return json === null ? null : toMuxAsset(read(assetAnswerSchema, json).data)
  }

  async deleteAsset(id: string): Promise<void> {
    await callMux(this.#connection, { method: 'DELETE', path: `/video/v1/assets/${toSegment(id)}` })
  }

  async findAssetOfPlayback(playbackId: string): Promise<string | null> {
    const json = await callMux(this.#connection, {
      method: 'GET',
      path: `/video/v1/playback-ids/${toSegment(playbackId)}`,
    })
    const object = json === null ? null : read(playbackAnswerSchema, json).data.object
    return object?.type === 'asset' ? (object.id ?? null) : null
  }

  async createTrack(
    assetId: string,
    { url, isCaptions, ...track }: NewMuxTrack & { readonly url: string; readonly isCaptions: boolean },
  ): Promise<string> {
    const body = { url, type: 'text', text_type: 'subtitles', ...toTrackBody(track), closed_captions: isCaptions }
    const path = `/video/v1/assets/${toSegment(assetId)}/tracks`
    return read(trackAnswerSchema, await callMux(this.#connection, { method: 'POST', path, body })).data.id
  }

  async generateTrack(assetId: string, audioTrackId: string, track: NewMuxTrack): Promise<string> {
    const path = `/video/v1/assets/${toSegment(assetId)}/tracks/${toSegment(audioTrackId)}/generate-subtitles`
    const body = { generated_subtitles: [toTrackBody(track)] }
    const { data } = read(trackListAnswerSchema, await callMux(this.#connection, { method: 'POST', path, body }))
    if (!data[0]) throw unexpectedAnswer()
    return data[0].id
  }

  async deleteTrack(assetId: string, trackId: string): Promise<void> {
    const path = `/video/v1/assets/${toSegment(assetId)}/tracks/${toSegment(trackId)}`
    await callMux(this.#connection, { method: 'DELETE', path })
  }

  async listAssets(page: number): Promise<{ readonly assets: readonly MuxAsset[]; readonly isLast: boolean }> {
    const query = `limit=${PAGE.toString()}&page=${page.toString()}`
    const json = await callMux(this.#connection, { method: 'GET', path: `/video/v1/assets?${query}` })
    const { data } = read(assetListAnswerSchema, json)
    return { assets: data.map(toMuxAsset), isLast: data.length < PAGE }
  }
}

function toUploadBody({ passthrough, corsOrigin, timeout, quality, maxResolution, captions, title }: NewMuxUpload) {
  const generated = captions && { language_code: captions.language, name: captions.name }
  return {
    cors_origin: corsOrigin,
    timeout,
    new_asset_settings: {
      // Never `public`: such a video is played by anybody who knows its ID.
      playback_policies: ['signed'],
      passthrough,
      video_quality: quality,
      max_resolution_tier: maxResolution,
      ...(generated && { inputs: [{ generated_subtitles: [generated] }] }),
      ...(title !== null && { meta: { title } }),
    },
  }
}

function toSegment(id: string): string {
  return encodeURIComponent(id)
}

function read<Schema extends ZodMiniType>(schema: Schema, json: unknown): output<Schema> {
  const result = schema.safeParse(json)
  if (result.success) return result.data
  throw unexpectedAnswer()
}

function unexpectedAnswer(): LessonProblem {
  const cause = new Error('Mux answered something that is not as its reference says.')
  return new LessonProblem('mux_unavailable', { cause })
}

function toTrackBody({ language, name, passthrough }: NewMuxTrack) {
  return { language_code: language, name, passthrough }
}
