import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Catalogue } from '../delivery/catalogue.js'
import { makeId } from '../model/ids.js'
import type { GeneratedSubtitles } from '../model/settings.js'
import type { AssetRecord, TrackRecord } from '../model/state.js'
import type { StateStore } from '../model/state-store.js'
import type { Announcer } from '../webhooks/announce.js'
import { generatedCaptions, toWebVtt } from './captions.js'
import { fetchInput } from './fetch-input.js'

/** What a text track is made of. */
export interface TextTrackSettings {
  readonly url: string
  readonly languageCode: string
  readonly name: string | undefined
  readonly closedCaptions: boolean
  readonly passthrough: string | undefined
}

/** Adds text tracks to assets. */
export interface TextTracks {
  /** Lists a track that is fetched from an address; `ready` settles when it is ready or has failed. */
  upload(asset: AssetRecord, settings: TextTrackSettings): { readonly track: TrackRecord; readonly done: Promise<void> }
  /** Lists tracks in place of recognised speech. Without sound they are skipped. */
  generate(asset: AssetRecord, settings: readonly GeneratedSubtitles[]): TrackRecord[]
  /** Settles when no text is being fetched. */
  idle(): Promise<void>
}

/** Text is small; a larger file is a mistake. */
const MAX_TEXT_BYTES = 10 * 1024 * 1024

const languageName = (code: string): string => {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}

export function createTextTracks(parts: {
  readonly store: StateStore
  readonly announcer: Announcer
  readonly catalogue: Catalogue
}): TextTracks {
  const { store, announcer, catalogue } = parts
  const loading = new Set<Promise<void>>()
  const fileOf = (track: TrackRecord) => `text-${track.id}.vtt`
  const pathOf = (asset: AssetRecord, name: string) => join(store.directory('assets', asset.id), name)
  const isListed = (asset: AssetRecord, track: TrackRecord) =>
    store.state.assets.includes(asset) && asset.tracks.includes(track)

  function finish(asset: AssetRecord, track: TrackRecord, text: string): void {
    if (!isListed(asset, track)) return
    const file = fileOf(track)
    writeFileSync(pathOf(asset, file), text)
    track.file = file
    track.status = 'ready'
    catalogue.put(asset)
    announcer.track('ready', asset, track)
  }

  function fail(asset: AssetRecord, track: TrackRecord, message: string): void {
    if (!isListed(asset, track)) return
    track.status = 'errored'
    track.error = { type: 'invalid_input', messages: [message] }
    announcer.track('errored', asset, track)
  }

  async function load(asset: AssetRecord, track: TrackRecord, url: string): Promise<void> {
    const file = pathOf(asset, `${fileOf(track)}.source`)
    try {
      await fetchInput(url, file, MAX_TEXT_BYTES)
      const text = toWebVtt(readFileSync(file, 'utf8'))
      if (text === undefined) fail(asset, track, 'The text is neither WebVTT nor SubRip')
      else finish(asset, track, text)
    } catch (error) {
      fail(asset, track, error instanceof Error ? error.message : 'The input could not be read')
    } finally {
      rmSync(file, { force: true })
    }
  }

  return {
    upload(asset, settings) {
      const track: TrackRecord = {
        id: makeId(),
        type: 'text',
        status: 'preparing',
        textSource: 'uploaded',
        languageCode: settings.languageCode,
        name: settings.name ?? languageName(settings.languageCode),
        closedCaptions: settings.closedCaptions,
        ...(settings.passthrough === undefined ? {} : { passthrough: settings.passthrough }),
      }
      asset.tracks.push(track)
      announcer.track('created', asset, track)
      const done = load(asset, track, settings.url).finally(() => loading.delete(done))
      loading.add(done)
      return { track, done }
    },
    generate(asset, settings) {
      const hasSound = asset.tracks.some(({ type }) => type === 'audio')
      return settings.map((each) => {
        // There is nothing to recognise a language by.
        const language = each.language_code === undefined || each.language_code === 'auto' ? 'en' : each.language_code
        const track: TrackRecord = {
          id: makeId(),
          type: 'text',
          status: 'preparing',
          textSource: 'generated_vod',
          languageCode: language,
          name: each.name ?? `${languageName(language)} (generated)`,
          closedCaptions: false,
          ...(each.passthrough === undefined ? {} : { passthrough: each.passthrough }),
        }
        if (!hasSound) {
          announcer.track('skipped', asset, track)
          return track
        }
        asset.tracks.push(track)
        announcer.track('created', asset, track)
        finish(asset, track, generatedCaptions(asset.duration ?? 0))
        return track
      })
    },
    async idle() {
      while (loading.size > 0) await Promise.all(loading)
    },
  }
}
