import { createHash } from 'node:crypto'
import type { LessonMedia } from '../manifest.js'
import type { AssetRecord } from '../model/state.js'
import { renditionPlaylist, textPlaylist, textPlaylistName, type AddressOf, type TextTrack } from './playlists.js'

/** Something that a signed child address can name: a file or a playlist written on request. */
type ChildResource = { readonly entry: CatalogueEntry; readonly type: string } & (
  { readonly file: string } | { readonly playlist: (addressOf: AddressOf) => string }
)

/** One playback ID with the paths of its children. */
export interface CatalogueEntry {
  readonly playbackId: string
  readonly policy: 'public' | 'signed'
  readonly duration: number
  readonly media: LessonMedia
  readonly tracks: readonly TextTrack[]
  readonly thumbnailTime: number | undefined
  /** Where a file of it is. */
  fileOf(name: string): string
  /** The opaque path of a child by its name, e.g. of `720p.m3u8`. */
  pathOf(name: string): string
}

/** Everything that can be served. Only what is listed here has an address, so no path can lead elsewhere. */
export interface Catalogue {
  entry(playbackId: string): CatalogueEntry | undefined
  child(path: string): ChildResource | undefined
  /** Lists an asset as it is now; one that is not ready is taken off. */
  put(asset: AssetRecord): void
  remove(assetId: string): void
}

/** Media types by file extension. */
const mediaTypes: Readonly<Record<string, string>> = {
  m3u8: 'application/x-mpegURL',
  mp4: 'video/mp4',
  m4s: 'video/mp4',
  vtt: 'text/vtt; charset=utf-8',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  png: 'image/png',
}

export const mediaTypeOf = (name: string) =>
  mediaTypes[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'

/** The image of a storyboard in this format, or in another where it is not there in this. */
export function storyboardImage(media: LessonMedia, format: string): string {
  const formats = media.storyboard.formats ?? ['jpg', 'webp']
  return `storyboard.${formats.includes(format) ? format : (formats[0] ?? format)}`
}

function textTracks(asset: AssetRecord): TextTrack[] {
  return asset.tracks.flatMap((track) =>
    track.type === 'text' && track.status === 'ready' && track.file !== undefined
      ? {
          id: track.id,
          language: track.languageCode ?? 'und',
          name: track.name ?? track.languageCode ?? 'Captions',
          closedCaptions: track.closedCaptions === true,
          file: track.file,
        }
      : [],
  )
}

/** Makes an empty catalogue; `fileOf` says where an asset's files are. */
export function createCatalogue(fileOf: (asset: AssetRecord, name: string) => string): Catalogue {
  const entries = new Map<string, CatalogueEntry>()
  const children = new Map<string, ChildResource>()
  const listed = new Map<string, { readonly playbackIds: string[]; readonly paths: string[] }>()

  function remove(assetId: string): void {
    const old = listed.get(assetId)
    for (const id of old?.playbackIds ?? []) entries.delete(id)
    for (const path of old?.paths ?? []) children.delete(path)
    listed.delete(assetId)
  }

  function list(entry: CatalogueEntry, paths: string[]): void {
    const { media, duration, tracks } = entry
    const add = (name: string, resource: { file: string } | { playlist: (addressOf: AddressOf) => string }) => {
      const path = entry.pathOf(name)
      children.set(path, { entry, type: mediaTypeOf(name), ...resource })
      paths.push(path)
    }
    const addFile = (name: string) => {
      add(name, { file: entry.fileOf(name) })
    }
    entries.set(entry.playbackId, entry)
    for (const track of tracks) {
      add(textPlaylistName(track), { playlist: (addressOf) => textPlaylist(track, duration, addressOf) })
      addFile(track.file)
    }
    for (const rendition of media.renditions) {
      add(`${rendition.name}.m3u8`, { playlist: (addressOf) => renditionPlaylist(rendition, addressOf) })
      for (const file of [rendition.init, ...rendition.segments.map((segment) => segment.file)]) addFile(file)
    }
    for (const format of media.storyboard.formats ?? ['jpg', 'webp']) addFile(`storyboard.${format}`)
  }

  return {
    entry: (playbackId) => entries.get(playbackId),
    child: (path) => children.get(path),
    remove,
    put(asset) {
      remove(asset.id)
      const { media, duration } = asset
      if (asset.status !== 'ready' || media === undefined || duration === undefined) return
      const paths: string[] = []
      for (const { id, policy } of asset.playbackIds) {
        const pathOf = (name: string) => {
          const opaque = createHash('sha256').update(`${id}/${name}`).digest('base64url').slice(0, 24)
          return `/v1/${opaque}${name.slice(name.lastIndexOf('.'))}`
        }
        const entry: CatalogueEntry = {
          playbackId: id,
          policy,
          duration,
          media,
          tracks: textTracks(asset),
          thumbnailTime: asset.thumbnailTime,
          fileOf: (name) => fileOf(asset, name),
          pathOf,
        }
        list(entry, paths)
      }
      listed.set(asset.id, { playbackIds: asset.playbackIds.map(({ id }) => id), paths })
    },
  }
}
