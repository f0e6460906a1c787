import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { RestrictionRecord } from '../model/state.js'
import { contentAnswer, errorAnswer, preflightAnswer } from './answers.js'
import { mediaTypeOf, storyboardImage, type Catalogue, type CatalogueEntry } from './catalogue.js'
import { createChildSignature } from './child-signature.js'
import { masterPlaylist, storyboardTrack } from './playlists.js'
import { refusedBy } from './restrictions.js'
import { matchRoute, type Route } from './routes.js'
import { nearestThumbnail } from './thumbnail.js'
import { createTokenJudge, type Audience, type KeyLookup } from './token.js'

export interface DeliveryOptions {
  readonly catalogue: Catalogue
  readonly keyOf: KeyLookup
  readonly restrictionOf: (id: string) => RestrictionRecord | undefined
  readonly now: () => number
  readonly childSecret: Uint8Array
  readonly baseUrl: string | undefined
}

/** Mux's stream and image hosts in one. */
export interface Delivery {
  fetch(request: Request): Promise<Response>
  /** From now on refuses every token that has opened something, and every address inside a playlist. */
  expireTokens(): void
}

const audiences = { master: 'v', thumbnail: 't', storyboard: 's', text: 'v' } as const satisfies Record<
  string,
  Audience
>

/** How long a public playlist's children can be fetched, in seconds. */
const PUBLIC_LIFETIME = 12 * 3600

const forbidden = (message: string) => errorAnswer(403, 'forbidden', message)
const notFound = () => errorAnswer(404, 'not_found', 'The requested resource does not exist')

type Access =
  { readonly claims: Readonly<Record<string, unknown>>; readonly expires: number } | { readonly refused: string }

/** Serves what the catalogue lists. */
export function createDelivery(options: DeliveryOptions): Delivery {
  const { catalogue, now } = options
  const judge = createTokenJudge(options.keyOf)
  const children = createChildSignature(options.childSecret)
  const seen = new Set<string>()
  let expired: ReadonlySet<string> = new Set()
  let generation = 0

  const baseOf = (url: URL, prefix: string) => options.baseUrl ?? `${url.origin}${prefix}`
  /** The text that is signed for a path. A new generation leaves the signatures of the old one invalid. */
  const signedPath = (path: string) => (generation === 0 ? path : `${path}#${generation.toString()}`)
  const addresses = (entry: CatalogueEntry, base: string, expires: number) => (name: string) => {
    const path = entry.pathOf(name)
    return `${base}${path}?${children.query(signedPath(path), expires)}`
  }
  /** No longer in a cache than the token or address lives by which it was fetched. */
  const cacheUntil = (expires: number) => `private, max-age=${Math.max(0, Math.floor(expires - now() / 1000))}`
  const text = (request: Request, body: string, type: string, cacheControl: string) =>
    contentAnswer(request, new TextEncoder().encode(body), type, cacheControl)
  const file = async (request: Request, path: string, type: string, expires: number) =>
    contentAnswer(request, new Uint8Array(await readFile(path)), type, cacheUntil(expires))

  async function child(request: Request, url: URL, route: Route & { kind: 'child' }): Promise<Response> {
    const expires = children.check(signedPath(route.path), url.searchParams, now())
    if (expires === undefined) return forbidden('The signature is missing, wrong or expired')
    const found = catalogue.child(route.path)
    if (!found) return notFound()
    if ('file' in found) return file(request, found.file, found.type, expires)
    const body = found.playlist(addresses(found.entry, baseOf(url, route.prefix), expires))
    return text(request, body, found.type, cacheUntil(expires))
  }

  async function accessTo(entry: CatalogueEntry | undefined, url: URL, route: OpenRoute): Promise<Access> {
    if (entry?.policy === 'public') {
      // Without a token the query chooses, as at Mux.
      return { claims: Object.fromEntries(url.searchParams), expires: Math.floor(now() / 1000) + PUBLIC_LIFETIME }
    }
    const token = url.searchParams.get('token')
    const fingerprint = createHash('sha256')
      .update(token ?? '')
      .digest('base64url')
    if (expired.has(fingerprint)) return { refused: 'The token has expired' }
    const expected = { playbackId: route.playbackId, audience: audiences[route.kind], now: now() }
    const verdict = await judge(token, expected)
    if (!verdict.accepted) return { refused: verdict.reason }
    seen.add(fingerprint)
    return verdict
  }

  async function open(request: Request, url: URL, route: OpenRoute): Promise<Response> {
    const entry = catalogue.entry(route.playbackId)
    const access = await accessTo(entry, url, route)
    if ('refused' in access) return forbidden(access.refused)
    const { claims, expires } = access
    const restrictionId = claims['playback_restriction_id']
    if (typeof restrictionId === 'string') {
      const restriction = options.restrictionOf(restrictionId)
      const refused = restriction ? refusedBy(restriction, request.headers) : 'The playback restriction does not exist'
      if (refused !== undefined) return forbidden(refused)
    }
    if (!entry) return notFound()
    const { media, duration, fileOf } = entry
    const addressOf = addresses(entry, baseOf(url, route.prefix), expires)
    if (route.kind === 'master') {
      const playlist = masterPlaylist(media, entry.tracks, claims, addressOf)
      return text(request, playlist, mediaTypeOf('.m3u8'), 'no-store')
    }
    if (route.kind === 'text') {
      const track = entry.tracks.find(({ id }) => id === route.trackId)
      return track ? file(request, fileOf(track.file), mediaTypeOf('.vtt'), expires) : notFound()
    }
    if (route.kind === 'thumbnail') {
      const picture = nearestThumbnail(media, duration, route.format, claims['time'] ?? entry.thumbnailTime)
      return picture === undefined ? notFound() : file(request, fileOf(picture), mediaTypeOf(picture), expires)
    }
    if (route.format === 'vtt') {
      const format = url.searchParams.get('format') === 'webp' ? 'webp' : 'jpg'
      const track = storyboardTrack(media, duration, addressOf(storyboardImage(media, format)))
      return text(request, track, mediaTypeOf('.vtt'), 'no-store')
    }
    const image = storyboardImage(media, route.format)
    return file(request, fileOf(image), mediaTypeOf(image), expires)
  }

  return {
    async fetch(request) {
      if (request.method === 'OPTIONS') return preflightAnswer()
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        return errorAnswer(405, 'method_not_allowed', 'Only GET and HEAD are served', { allow: 'GET, HEAD, OPTIONS' })
      }
      const url = new URL(request.url)
      const route = matchRoute(url.pathname)
      if (!route) return notFound()
      return route.kind === 'child' ? child(request, url, route) : open(request, url, route)
    },
    expireTokens() {
      expired = new Set([...expired, ...seen])
      generation += 1
    },
  }
}

type OpenRoute = Exclude<Route, { kind: 'child' }>
