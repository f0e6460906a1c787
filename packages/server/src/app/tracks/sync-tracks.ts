import type { LessonRecord } from '../../core/records/lesson.js'
import type { DueVideo, LessonVideoKey, NewTrack } from '../../core/records/track.js'
import { decideTracks } from '../../core/supply/decide-tracks.js'
import type { MuxAsset, MuxTrack } from '../../core/supply/mux-api.js'
import type { Records } from '../../storage/store.js'
import { describeError } from '../logger.js'
import type { StatusRules } from '../lessons/lesson-resource.js'
import type { SupplyContext } from '../uploads/supply-context.js'
import { announceStatus } from './announce-status.js'

/** Videos whose tracks are read between two looks at the time. */
const PAGE = 20

/** An asset as it was read; the number was drawn before the reading began. */
interface AssetReading {
  readonly asset: MuxAsset
  readonly readNumber: number
}

/**
 * Applies what was read of an asset's text to the lesson whose current video it is; the lesson is held.
 *
 * `isNew`: whether the lesson has only just got the video.
 */
export async function applyTracks(
  records: Records,
  rules: StatusRules,
  lesson: LessonRecord,
  { asset, readNumber }: AssetReading,
  { isNew }: { readonly isNew: boolean },
): Promise<void> {
  const { tenantId, lessonId, media } = lesson
  if (media?.assetId !== asset.id || asset.status !== 'ready') return
  const video = { tenantId, lessonId, mediaVersion: media.version }
  const reading = { tracks: asset.textTracks, hasSound: asset.audioTracks.length > 0, readNumber }
  const { changes, found } = decideTracks(await records.tracks.list(video), reading)
  for (const { track, change } of changes) await records.tracks.change(track, change)
  for (const track of found) await records.tracks.create(toNewTrack(video, track, readNumber))
  await records.tracks.checked(video)
  const isChanged = changes.length > 0 || found.length > 0
  if (isChanged) await records.tracks.noteCaptions(video)
  if (isChanged || isNew) await announceStatus(records, rules, lesson, { isNew })
}

/** Reads the text of videos again of which webhooks may have been lost, or of which none come; one that fails keeps no other from it. */
export async function reconcileTracks(app: SupplyContext, hasTime: () => Promise<boolean>): Promise<void> {
  for (;;) {
    const due = await app.store.tracks.due(PAGE, { everyVideo: app.uploads.settings.requireCaptions })
    for (const video of due) {
      try {
        await syncTracks(app, video)
      } catch (error) {
        app.logger.warn('The text of a video could not be read from Mux; it is read again.', describeError(error))
        await app.store.tracks.checked(video)
      }
    }
    if (due.length < PAGE || !(await hasTime())) return
  }
}

async function syncTracks({ store, uploads }: SupplyContext, video: DueVideo): Promise<void> {
  const media = (await store.lessons.find(video))?.media ?? null
  let assetId = media?.assetId ?? null
  if (media !== null && assetId === null) {
    assetId = await uploads.mux.findAssetOfPlayback(media.playbackId)
    if (assetId !== null) await store.lessons.nameAsset({ ...video, mediaVersion: media.version }, assetId)
  }
  const readNumber = await store.uploads.nextRead()
  const asset = assetId === null ? null : await uploads.mux.findAsset(assetId)
  await store.transaction(async (records) => {
    const lesson = await records.lessons.hold(video)
    const rules = { requiresCaptions: uploads.settings.requireCaptions }
    if (lesson && asset) await applyTracks(records, rules, lesson, { asset, readNumber }, video)
    else await records.tracks.checked(video)
  })
}

function toNewTrack(video: LessonVideoKey, track: MuxTrack, readNumber: number): NewTrack {
  return {
    ...video,
    trackId: crypto.randomUUID(),
    muxTrackId: track.id,
    kind: track.isCaptions ? 'captions' : 'subtitles',
    language: track.language,
    name: track.name,
    source: track.source,
    state: track.status === 'ready' || track.status === 'errored' ? track.status : 'preparing',
    isRequested: false,
    readNumber,
  }
}
