import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { captionsPlaylist, renditionPlaylist, type AddressOf } from './playlists.js'
import type { CourseManifest, LessonMedia } from './manifest.js'

/** Something that a signed child address can name: a file of the course or a playlist written on request. */
type ChildResource = { readonly type: string } & (
  { readonly file: string } | { readonly playlist: (addressOf: (name: string) => string) => string }
)

/** One lesson's media with the paths of its children. */
export interface CatalogueEntry {
  readonly playbackId: string
  readonly duration: number
  readonly media: LessonMedia
  readonly directory: string
  /** The opaque path of a child by its name, e.g. of `720p.m3u8`. */
  pathOf(name: string): string
}

/** Everything that can be served. Only what is listed here has an address, so no path can lead out of the course. */
export interface Catalogue {
  readonly entries: ReadonlyMap<string, CatalogueEntry>
  readonly children: ReadonlyMap<string, ChildResource & { readonly entry: CatalogueEntry }>
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

/** Lists a course's files and playlists under opaque names. */
export function createCatalogue(course: CourseManifest, directory: string): Catalogue {
  const entries = new Map<string, CatalogueEntry>()
  const children = new Map<string, ChildResource & { readonly entry: CatalogueEntry }>()
  for (const lesson of course.lessons) {
    const { media } = lesson
    const entry: CatalogueEntry = {
      playbackId: lesson.playbackId,
      duration: lesson.duration,
      media,
      directory: join(directory, lesson.id),
      pathOf(name) {
        const opaque = createHash('sha256').update(`${lesson.playbackId}/${name}`).digest('base64url').slice(0, 24)
        return `/v1/${opaque}${name.slice(name.lastIndexOf('.'))}`
      },
    }
    const addFile = (name: string) =>
      children.set(entry.pathOf(name), { entry, type: mediaTypeOf(name), file: join(entry.directory, name) })
    const addPlaylist = (name: string, playlist: (addressOf: AddressOf) => string) =>
      children.set(entry.pathOf(name), { entry, type: mediaTypeOf(name), playlist })

    entries.set(lesson.playbackId, entry)
    addPlaylist('captions.m3u8', (addressOf) => captionsPlaylist(media, lesson.duration, addressOf))
    addFile(media.captions.file)
    for (const rendition of media.renditions) {
      addPlaylist(`${rendition.name}.m3u8`, (addressOf) => renditionPlaylist(rendition, addressOf))
      for (const file of [rendition.init, ...rendition.segments.map((s) => s.file)]) addFile(file)
    }
    for (const format of ['jpg', 'webp']) addFile(`storyboard.${format}`)
  }
  return { entries, children }
}
