import type { trackInputSchema, TrackResource } from '@enhancedhr/protocol/management'
import type * as z from 'zod/mini'
import { parseVtt } from '../../core/captions/parse-vtt.js'
import { srtToVtt } from '../../core/captions/srt-to-vtt.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { NewTrack } from '../../core/records/track.js'
import { LessonProblem, type ProblemDetail } from '../../problems/lesson-problem.js'
import { findManagedLesson } from '../access/find-lesson.js'
import { requireManager } from '../access/require-role.js'
import type { Actor, AppContext } from '../app-context.js'
import { nameLanguage } from '../uploads/name-language.js'
import { requireUploads, type SupplyContext } from '../uploads/supply-context.js'
import { makeFetchName } from './fetch-text.js'
import { toTrackResource } from './track-resource.js'

type TrackFields = z.output<typeof trackInputSchema>

/** Tracks of a video that are not deleted; beyond that, somebody makes them without end. */
const MAX_TRACKS = 50

/**
 * Gives the current video of a lesson a text, or lets Mux write down what is said in it.
 *
 * A text is checked before anything is asked of Mux, which then fetches it from here. It takes the place of an older track of its language
 * once it is ready.
 */
export async function createTrack(
  given: AppContext,
  { caller }: Actor,
  lessonId: string,
  input: TrackFields,
): Promise<TrackResource> {
  const app = requireUploads(given)
  requireManager(caller)
  const { lesson, access } = await findManagedLesson(app.store, caller, lessonId)
  if (access.archived) throw new LessonProblem('lesson_not_found')
  const vtt = 'text' in input ? readText(input) : null
  if (vtt !== null && given.publicUrl === null) throw new LessonProblem('public_url_needed')
  const video = await findVideo(app, lesson)
  const audioTrackId = vtt === null ? await findAudio(app, video.assetId) : null
  const { name, hash } = await makeFetchName()
  const track: NewTrack = {
    tenantId: caller.tenantId,
    lessonId,
    mediaVersion: video.mediaVersion,
    trackId: crypto.randomUUID(),
    muxTrackId: null,
    kind: 'kind' in input ? input.kind : 'subtitles',
    language: input.language,
    name: input.name ?? nameLanguage(input.language),
    source: vtt === null ? 'generated' : 'uploaded',
    state: 'creating',
    isRequested: true,
    readNumber: await app.store.uploads.nextRead(),
    ...(vtt !== null && { text: { vtt, fetchHash: hash } }),
  }
  await write(app, track)
  const asked = { passthrough: track.trackId, language: track.language, name: track.name }
  await ask(app, track, () =>
    audioTrackId === null
      ? app.uploads.mux.createTrack(video.assetId, {
          ...asked,
          isCaptions: track.kind === 'captions',
          url: `${given.publicUrl!}/v1/tracks/${name}`,
        })
      : app.uploads.mux.generateTrack(video.assetId, audioTrackId, asked),
  )
  return toTrackResource((await app.store.tracks.find(track))!)
}

function readText({ format, text }: Extract<TrackFields, { text: string }>): string {
  const read = format === 'vtt' ? parseVtt(text) : srtToVtt(text)
  if ('vtt' in read) return read.vtt
  throw invalid(
    ...read.faults.map(({ line, detail }) => ({ pointer: '/text', detail: `Line ${line.toString()}: ${detail}` })),
  )
}

/** The lesson's current video, with the asset that is asked of Mux where nobody has said. */
async function findVideo(
  { store, uploads: { mux } }: SupplyContext,
  { tenantId, lessonId, media }: LessonRecord,
): Promise<{ readonly mediaVersion: number; readonly assetId: string }> {
  if (!media?.duration) throw new LessonProblem('lesson_not_ready')
  const video = { tenantId, lessonId, mediaVersion: media.version }
  if (media.assetId !== null) return { ...video, assetId: media.assetId }
  const assetId = await mux.findAssetOfPlayback(media.playbackId)
  if (assetId === null) throw new LessonProblem('asset_not_usable', { errors: [NO_ASSET] })
  await store.lessons.nameAsset(video, assetId)
  return { ...video, assetId }
}

async function findAudio({ uploads: { mux } }: SupplyContext, assetId: string): Promise<string> {
  const asset = await mux.findAsset(assetId)
  if (asset === null) throw new LessonProblem('asset_not_usable', { errors: [NO_ASSET] })
  const [audio] = asset.audioTracks
  if (audio === undefined) throw invalid({ pointer: '/generate', detail: 'The video has no sound.' })
  return audio
}

async function write({ store }: SupplyContext, track: NewTrack): Promise<void> {
  await store.transaction(async (records) => {
    await records.lessons.hold(track)
    const known = await records.tracks.list(track)
    if (known.filter(({ state }) => state !== 'deleted').length >= MAX_TRACKS) {
      throw invalid({ pointer: '', detail: `A video has at most ${MAX_TRACKS.toString()} tracks.` })
    }
    await records.tracks.create(track)
  })
}

/** Asks Mux; where it does not make the track, ours has failed. A reading may have bound it first. */
async function ask({ store }: SupplyContext, track: NewTrack, make: () => Promise<string>): Promise<void> {
  const settle = (change: Parameters<typeof store.tracks.change>[1]) =>
    store.transaction(async (records) => {
      await records.lessons.hold(track)
      const known = await records.tracks.find(track)
      if (known?.state === 'creating') await records.tracks.change(track, change)
    })
  try {
    await settle({ state: 'preparing', muxTrackId: await make() })
  } catch (error) {
    const reason = error instanceof LessonProblem && error.code === 'mux_refused' ? 'mux_refused' : 'mux_unavailable'
    await settle({ state: 'errored', reason })
    throw error
  }
}

const NO_ASSET = { pointer: '', detail: 'Mux does not have the asset of the lesson’s video.' }

function invalid(...errors: readonly ProblemDetail[]): LessonProblem {
  return new LessonProblem('track_invalid', { errors })
}
