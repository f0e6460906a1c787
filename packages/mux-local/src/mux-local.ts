import { randomBytes, type KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { contentAnswer, errorAnswer, preflightAnswer } from './answers.js'
import { createCatalogue, mediaTypeOf, type CatalogueEntry } from './catalogue.js'
import { createChildSignature } from './child-signature.js'
import { defaultCourseDirectory, readManifest } from './manifest.js'
import { createListener } from './node-listener.js'
import { masterPlaylist, storyboardTrack, type RenditionClaims } from './playlists.js'
import { matchRoute, type Route } from './routes.js'
import { nearestThumbnail } from './thumbnail.js'
import { createTokenJudge, type Audience } from './token.js'

/** How to set the stand-in up. */
export interface MuxLocalOptions {
  /** Keys whose tokens are accepted: `kid` and public key (PEM or `KeyObject`). */
  readonly signingKeys: readonly { readonly id: string; readonly publicKey: string | KeyObject }[]
  /**
   * Public base of this server without trailing slash, e.g. `http://127.0.0.1:4173/mux`. Default: taken from each
   * request's own URL, so it works on any port and below any prefix.
   */
  readonly baseUrl?: string
  /** Directory of the sample course. Default: the one in this package. */
  readonly course?: string
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number
  /** HMAC key of child URLs. Default: random, so they end with the process. */
  readonly childSecret?: Uint8Array
}

/** One video that the stand-in serves. */
export interface MuxLocalAsset {
  readonly assetId: string
  readonly playbackId: string
  /** Seconds, 3 decimals. */
  readonly duration: number
  readonly title: string
}

/** The stand-in: mount `fetch` or `listener` anywhere. */
export interface MuxLocal {
  fetch(request: Request): Promise<Response>
  listener(req: IncomingMessage, res: ServerResponse): void
  readonly assets: readonly MuxLocalAsset[]
}

const audiences = { master: 'v', thumbnail: 't', storyboard: 's' } as const satisfies Record<string, Audience>

const forbidden = (message: string) => errorAnswer(403, 'forbidden', message)
const notFound = () => errorAnswer(404, 'not_found', 'The requested resource does not exist')

/** Creates a stand-in for Mux's stream and image hosts over the sample course; throws when a key or the course cannot be read. */
export function createMuxLocal(options: MuxLocalOptions): MuxLocal {
  const directory = options.course ?? defaultCourseDirectory
  const course = readManifest(directory)
  const catalogue = createCatalogue(course, directory)
  const judge = createTokenJudge(options.signingKeys)
  const children = createChildSignature(options.childSecret ?? randomBytes(32))
  const now = options.now ?? Date.now

  const baseOf = (url: URL, prefix: string) => options.baseUrl?.replace(/\/$/, '') ?? `${url.origin}${prefix}`
  const addresses = (entry: CatalogueEntry, base: string, expires: number) => (name: string) => {
    const path = entry.pathOf(name)
    return `${base}${path}?${children.query(path, expires)}`
  }
  /** No longer in a cache than the token or address lives by which it was fetched. */
  const cacheUntil = (expires: number) => `private, max-age=${Math.max(0, Math.floor(expires - now() / 1000))}`
  const text = (request: Request, body: string, type: string, cacheControl: string) =>
    contentAnswer(request, new TextEncoder().encode(body), type, cacheControl)
  const file = async (request: Request, path: string, type: string, expires: number) =>
    contentAnswer(request, new Uint8Array(await readFile(path)), type, cacheUntil(expires))

  async function child(request: Request, url: URL, route: Route & { kind: 'child' }): Promise<Response> {
    const expires = children.check(route.path, url.searchParams, now())
    if (expires === undefined) return forbidden('The signature is missing, wrong or expired')
    const found = catalogue.children.get(route.path)
    if (!found) return notFound()
    if ('file' in found) return file(request, found.file, found.type, expires)
    const body = found.playlist(addresses(found.entry, baseOf(url, route.prefix), expires))
    return text(request, body, found.type, cacheUntil(expires))
  }

  async function signed(request: Request, url: URL, route: Exclude<Route, { kind: 'child' }>): Promise<Response> {
    const { playbackId } = route
    const token = url.searchParams.get('token')
    const verdict = await judge(token, { playbackId, audience: audiences[route.kind], now: now() })
    if (!verdict.accepted) return forbidden(verdict.reason)
    const entry = catalogue.entries.get(playbackId)
    if (!entry) return notFound()
    const { claims, expires } = verdict
    const addressOf = addresses(entry, baseOf(url, route.prefix), expires)
    if (route.kind === 'master') {
      return text(
        request,
        masterPlaylist(entry.media, claims as RenditionClaims, addressOf),
        mediaTypeOf('.m3u8'),
        'no-store',
      )
    }
    if (route.kind === 'thumbnail') {
      const picture = nearestThumbnail(entry.media, entry.duration, route.format, claims['time'])
      return file(request, join(entry.directory, picture), mediaTypeOf(picture), expires)
    }
    if (route.format === 'vtt') {
      const format = url.searchParams.get('format') === 'webp' ? 'webp' : 'jpg'
      const track = storyboardTrack(entry.media, entry.duration, addressOf(`storyboard.${format}`))
      return text(request, track, mediaTypeOf('.vtt'), 'no-store')
    }
    const image = `storyboard.${route.format}`
    return file(request, join(entry.directory, image), mediaTypeOf(image), expires)
  }

  async function fetch(request: Request): Promise<Response> {
    if (request.method === 'OPTIONS') return preflightAnswer()
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return errorAnswer(405, 'method_not_allowed', 'Only GET and HEAD are served', { allow: 'GET, HEAD, OPTIONS' })
    }
    const url = new URL(request.url)
    const route = matchRoute(url.pathname)
    if (!route) return notFound()
    return route.kind === 'child' ? child(request, url, route) : signed(request, url, route)
  }

  return {
    fetch,
    listener: createListener(fetch),
    assets: course.lessons.map(({ assetId, playbackId, duration, title }) => ({
      assetId,
      playbackId,
      duration,
      title,
    })),
  }
}
