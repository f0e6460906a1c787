import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../clock.js'
import type { Catalogue } from '../delivery/catalogue.js'
import type { LessonMedia } from '../manifest.js'
import { makeId } from '../model/ids.js'
import type { AssetSettings } from '../model/settings.js'
import type { AssetRecord, UploadRecord } from '../model/state.js'
import type { StateStore } from '../model/state-store.js'
import type { Announcer } from '../webhooks/announce.js'
import { cutSegments } from './cut-segments.js'
import { fetchInput } from './fetch-input.js'
import { inspectMedia, type InspectedMedia } from './inspect-media.js'
import { plainPicture } from './plain-picture.js'
import type { TextTracks } from './text-tracks.js'
import type { Transcoder } from './transcoder.js'

/** Makes assets of files. */
export interface Processor {
  /** Takes an upload's file, which has arrived as a whole. */
  takeUpload(upload: UploadRecord): void
  /** Makes an asset of `settings.inputs`. */
  createAsset(settings: AssetSettings): AssetRecord
  /** Shows an asset as ready; without media it gets those of the sample course. */
  finishByHand(asset: AssetRecord, sample: AssetRecord | undefined): void
  fail(asset: AssetRecord, type: string, message: string): void
  /** Settles when nothing is being processed. */
  idle(): Promise<void>
}

const MAX_INPUT_BYTES = 20 * 1024 ** 3
const TILES = { every: 5, width: 160, height: 90, columns: 5 }

/** The policies that the settings ask for. */
export function policiesOf(settings: AssetSettings): string[] {
  return [
    ...(settings.playback_policies ?? settings.playback_policy ?? []),
    ...(settings.advanced_playback_policies ?? []).map(({ policy }) => policy),
  ]
}

function resolutionTier(height: number): '720p' | '1080p' | '1440p' | '2160p' {
  if (height <= 720) return '720p'
  if (height <= 1080) return '1080p'
  return height <= 1440 ? '1440p' : '2160p'
}

function aspectRatio(width: number, height: number): string {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b))
  const shared = divisor(width, height)
  return `${(width / shared).toString()}:${(height / shared).toString()}`
}

export function createProcessor(parts: {
  readonly store: StateStore
  readonly clock: Clock
  readonly announcer: Announcer
  readonly catalogue: Catalogue
  readonly textTracks: TextTracks
  readonly transcoder: Transcoder
}): Processor {
  const { store, clock, announcer, catalogue, textTracks, transcoder } = parts
  let queue: Promise<void> = Promise.resolve()
  const enqueue = (work: () => Promise<void>) => {
    queue = queue.then(work).catch(() => undefined)
  }
  const isListed = (asset: AssetRecord) => store.state.assets.includes(asset)

  function makeAsset(settings: AssetSettings, upload: UploadRecord | undefined): AssetRecord {
    const inputs = settings.inputs ?? settings.input ?? []
    const asset: AssetRecord = {
      id: makeId(),
      created: clock.now(),
      ingestType: upload ? 'on_demand_direct_upload' : 'on_demand_url',
      ...(upload ? { uploadId: upload.id } : {}),
      test: upload?.test ?? settings.test ?? false,
      videoQuality: settings.video_quality ?? 'basic',
      maxResolutionTier: settings.max_resolution_tier ?? '1080p',
      normalizeAudio: settings.normalize_audio ?? false,
      generatedSubtitles: inputs.flatMap((input) => input.generated_subtitles ?? []),
      status: 'preparing',
      playbackIds: policiesOf(settings).map((policy) => ({
        id: makeId(),
        policy: policy === 'public' ? 'public' : 'signed',
      })),
      tracks: [],
      ...(settings.passthrough === undefined ? {} : { passthrough: settings.passthrough }),
      ...(settings.meta === undefined ? {} : { meta: { ...settings.meta } as Record<string, string> }),
      ...(inputs[0]?.url === undefined ? {} : { inputUrl: inputs[0].url }),
    }
    store.state.assets.push(asset)
    announcer.asset('created', asset)
    return asset
  }

  function fail(asset: AssetRecord, type: string, message: string): void {
    if (!isListed(asset)) return
    asset.status = 'errored'
    asset.errors = { type, messages: [message] }
    catalogue.put(asset)
    announcer.asset('errored', asset)
  }

  /** Pictures where nothing can decode the video. */
  function plainPictures(directory: string, duration: number): Pick<LessonMedia, 'thumbnails' | 'storyboard'> {
    const count = Math.max(1, Math.ceil(duration / TILES.every))
    writeFileSync(join(directory, 'thumbnail.png'), plainPicture(640, 360))
    const rows = Math.ceil(count / TILES.columns)
    writeFileSync(join(directory, 'storyboard.png'), plainPicture(TILES.width, TILES.height, TILES.columns, rows))
    return {
      thumbnails: [{ at: 0, file: 'thumbnail', formats: ['png'] }],
      storyboard: { ...TILES, count, formats: ['png'] },
    }
  }

  async function makeMedia(file: string, asset: AssetRecord, found: InspectedMedia): Promise<LessonMedia> {
    const directory = store.directory('assets', asset.id)
    if (await transcoder.available()) return transcoder.transcode(file, directory, found)
    const name = `${(found.video?.height ?? 0).toString()}p`
    store.directory('assets', asset.id, name)
    return {
      renditions: [await cutSegments(file, directory, name, found.duration)],
      ...plainPictures(directory, found.duration),
    }
  }

  function describe(asset: AssetRecord, found: InspectedMedia): void {
    const { video, audio } = found
    asset.input = found.input
    asset.duration = found.duration
    if (video) {
      asset.aspectRatio = aspectRatio(video.width, video.height)
      asset.frameRate = video.frameRate
      asset.resolutionTier = resolutionTier(video.height)
      asset.tracks.push({
        id: makeId(),
        type: 'video',
        status: 'ready',
        duration: found.duration,
        maxWidth: video.width,
        maxHeight: video.height,
        maxFrameRate: video.frameRate,
      })
    }
    if (audio) {
      asset.tracks.push({
        id: makeId(),
        type: 'audio',
        status: 'ready',
        duration: audio.duration,
        maxChannels: audio.channels,
        primary: true,
        name: 'Default',
        languageCode: 'und',
      })
    }
  }

  /** Why this media cannot be used here, or `undefined`. */
  async function refusal(found: InspectedMedia): Promise<string | undefined> {
    if (!found.video) return 'The file has no video; mux-local does not imitate assets of sound alone'
    if (!(found.duration > 0)) return 'The file has no duration'
    if (found.playable || (await transcoder.available())) return undefined
    const codecs = [found.video.codec, found.audio?.codec].filter(Boolean).join(' and ')
    return `The file holds ${codecs} in ${found.input.container_format}; without ffmpeg mux-local takes only MP4 with H.264 and AAC`
  }

  async function process(
    asset: AssetRecord,
    file: string,
    found: InspectedMedia,
    settings: AssetSettings,
  ): Promise<void> {
    try {
      const refused = await refusal(found)
      if (refused !== undefined) {
        asset.input = found.input
        fail(asset, 'invalid_input', refused)
        return
      }
      if (!found.playable) {
        asset.nonStandard = { video_codec: found.video?.codec ?? 'unknown' }
        announcer.asset('non_standard_input_detected', asset)
      }
      const media = await makeMedia(file, asset, found)
      // It may have been deleted, or set by hand, while it was processed.
      if (!isListed(asset) || asset.status !== 'preparing') return
      describe(asset, found)
      asset.media = media
      await becomeReady(asset, settings)
    } catch {
      fail(asset, 'invalid_input', 'The file could not be read to its end')
    }
  }

  async function becomeReady(asset: AssetRecord, settings: AssetSettings): Promise<void> {
    asset.status = 'ready'
    delete asset.errors
    catalogue.put(asset)
    announcer.asset('ready', asset)
    textTracks.generate(asset, asset.generatedSubtitles)
    for (const input of (settings.inputs ?? settings.input ?? []).filter(({ type }) => type === 'text')) {
      if (input.url === undefined) continue
      await textTracks.upload(asset, {
        url: input.url,
        languageCode: input.language_code ?? 'en',
        name: input.name,
        closedCaptions: input.closed_captions ?? false,
        passthrough: input.passthrough,
      }).done
    }
  }

  return {
    takeUpload(upload) {
      enqueue(async () => {
        const file = join(store.directory('uploads'), upload.id)
        const found = await inspectMedia(file)
        if (upload.status !== 'waiting' || !store.state.uploads.includes(upload)) return
        if (!found) {
          upload.status = 'errored'
          upload.error = { type: 'invalid_input', message: 'The file is no video that is known' }
          announcer.upload('errored', upload)
          rmSync(file, { force: true })
          return
        }
        const asset = makeAsset(upload.settings, upload)
        upload.status = 'asset_created'
        upload.assetId = asset.id
        announcer.upload('asset_created', upload)
        const source = join(store.directory('assets', asset.id), 'source')
        renameSync(file, source)
        await process(asset, source, found, upload.settings)
        rmSync(source, { force: true })
        store.save()
      })
    },
    createAsset(settings) {
      const asset = makeAsset(settings, undefined)
      enqueue(async () => {
        const source = join(store.directory('assets', asset.id), 'source')
        try {
          await fetchInput(asset.inputUrl ?? '', source, MAX_INPUT_BYTES)
          const found = await inspectMedia(source)
          if (found) await process(asset, source, found, settings)
          else fail(asset, 'invalid_input', 'The file is no video that is known')
        } catch (error) {
          fail(asset, 'invalid_input', error instanceof Error ? error.message : 'The input could not be read')
        } finally {
          rmSync(source, { force: true })
          store.save()
        }
      })
      return asset
    },
    finishByHand(asset, sample) {
      if (asset.status === 'ready') return
      if (!asset.media && sample?.media) {
        Object.assign(asset, {
          sample: sample.sample,
          media: sample.media,
          duration: sample.duration,
          aspectRatio: sample.aspectRatio,
          frameRate: sample.frameRate,
          resolutionTier: sample.resolutionTier,
          tracks: sample.tracks.filter(({ type }) => type !== 'text').map((track) => ({ ...track, id: makeId() })),
        })
      }
      void becomeReady(asset, {})
    },
    fail,
    async idle() {
      let seen: Promise<void> | undefined
      while (seen !== queue) {
        seen = queue
        await seen
        await textTracks.idle()
      }
    },
  }
}
