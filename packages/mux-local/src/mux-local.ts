import { createPublicKey, randomBytes, type KeyObject } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { createApi } from './api/api.js'
import type { ApiContext } from './api/context.js'
import { makeSigningKey } from './api/signing-keys.js'
import { makeWebhook } from './api/webhooks.js'
import type { Clock } from './clock.js'
import { createControl } from './control/control.js'
import { createFaults } from './control/faults.js'
import { errorAnswer } from './delivery/answers.js'
import { createCatalogue } from './delivery/catalogue.js'
import { createDelivery } from './delivery/delivery.js'
import { matchRoute } from './delivery/routes.js'
import { defaultCourseDirectory, readManifest } from './manifest.js'
import { createProcessor } from './media/processor.js'
import { createTextTracks } from './media/text-tracks.js'
import { createTranscoder } from './media/transcoder.js'
import { makeId, sha256 } from './model/ids.js'
import { sampleAssets } from './model/sample-assets.js'
import type { AssetRecord } from './model/state.js'
import { openStateStore } from './model/state-store.js'
import { createListener, type Peer } from './node-listener.js'
import type { LocalSigningKey } from './signing-key.js'
import { createUploadReceiver } from './upload/receive-upload.js'
import { createAnnouncer } from './webhooks/announce.js'
import { createWebhookSender } from './webhooks/sender.js'

/** How to set the stand-in up. */
export interface MuxLocalOptions {
  /**
   * Keys whose tokens are accepted, besides those that `/system/v1/signing-keys` makes: `kid` and public key (PEM or
   * `KeyObject`). Default: none.
   */
  readonly signingKeys?: readonly { readonly id: string; readonly publicKey: string | KeyObject }[]
  /** An access token that the REST interface accepts, besides those of `createAccessToken`. Default: none, so it refuses every call. */
  readonly accessToken?: AccessToken
  /**
   * Public base of this server without trailing slash, e.g. `http://127.0.0.1:4173/mux`. Default: taken from each
   * request's own URL, so it works on any port and below any prefix.
   */
  readonly baseUrl?: string
  /** Where uploads, assets and everything else is kept over a restart. Default: nowhere; `close` removes it. */
  readonly dataDirectory?: string
  /** Name or path of ffmpeg; `false` makes do without it. Default: `ffmpeg`, where it is installed. */
  readonly ffmpeg?: string | false
  /** Whether `/_local/*` is served, to callers on this machine. Default: false. */
  readonly control?: boolean
  /** Directory of the sample course. Default: the one in this package. */
  readonly course?: string
  /** Milliseconds since the epoch. Default: `Date.now`. */
  readonly now?: () => number
  /** HMAC key of child URLs. Default: random, so they end with the process. */
  readonly childSecret?: Uint8Array
}

/** What opens the REST interface: `MUX_TOKEN_ID` and `MUX_TOKEN_SECRET`. */
export interface AccessToken {
  readonly id: string
  readonly secret: string
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
  /** Answers a request. `peer` says who asks, for `/_local/*`; without it the caller is in this process. */
  fetch(request: Request, peer?: Peer): Promise<Response>
  listener(req: IncomingMessage, res: ServerResponse): void
  /** The sample course's videos. */
  readonly assets: readonly MuxLocalAsset[]
  /** Makes a further access token. Its secret is kept nowhere. */
  createAccessToken(): AccessToken
  /** Makes a signing key. Its private half is kept nowhere. */
  createSigningKey(): LocalSigningKey
  /** Sends events to an address from now on. Returns the secret, or `undefined` where the address is registered already. */
  registerWebhook(address: string): string | undefined
  /** Whether an access token exists already, as in a data directory that was used before. */
  readonly hasAccessToken: boolean
  /** Settles when no upload or input is being processed and every webhook that is due was tried. */
  idle(): Promise<void>
  /** Stops sending webhooks and removes what is not to be kept. */
  close(): Promise<void>
}

const OTHER_ROUTE = /^(.*?)\/(?:((?:video|system)\/v1\/.*)|upload\/([A-Za-z0-9]+)|_local\/([a-z0-9/-]*))$/i

/**
 * Creates a stand-in for Mux: REST interface, direct uploads, webhooks, stream and image hosts. Throws when a key, the course or the
 * data directory cannot be read.
 */
export function createMuxLocal(options: MuxLocalOptions = {}): MuxLocal {
  const courseDirectory = options.course ?? defaultCourseDirectory
  const course = readManifest(courseDirectory)
  const baseUrl = options.baseUrl?.replace(/\/$/, '')
  const store = openStateStore(options.dataDirectory)
  const { state } = store
  const now = options.now ?? Date.now
  const clock: Clock = { now: () => now() + state.clockOffset }

  const fileOf = (asset: AssetRecord, name: string) =>
    // Text that was added to a sample is not written into the course.
    asset.sample !== undefined && !name.startsWith('text-')
      ? join(courseDirectory, asset.sample, name)
      : join(store.directory('assets', asset.id), name)
  const catalogue = createCatalogue(fileOf)
  function seed(): void {
    if (!state.seeded) state.assets.push(...sampleAssets(course))
    state.seeded = true
    for (const asset of state.assets) catalogue.put(asset)
    store.save()
  }
  seed()
  for (const { id, secret } of options.accessToken ? [options.accessToken] : []) rememberToken(id, secret)

  function rememberToken(id: string, secret: string): void {
    state.accessTokens = [...state.accessTokens.filter((each) => each.id !== id), { id, secretHash: sha256(secret) }]
    store.save()
  }

  const sender = createWebhookSender(store, clock)
  const announcer = createAnnouncer(sender)
  const textTracks = createTextTracks({ store, announcer, catalogue })
  const transcoder = createTranscoder(options.ffmpeg ?? 'ffmpeg')
  const processor = createProcessor({ store, clock, announcer, catalogue, textTracks, transcoder })
  const context: ApiContext = { store, clock, catalogue, processor, textTracks, announcer }
  for (const asset of state.assets.filter(({ status }) => status === 'preparing'))
    processor.fail(asset, 'interrupted', 'mux-local was stopped while it processed the file')
  // What arrived as a whole before a restart is processed now.
  for (const upload of state.uploads) if (upload.complete && upload.status === 'waiting') processor.takeUpload(upload)

  const given = new Map(
    (options.signingKeys ?? []).map(({ id, publicKey }) => [
      id,
      typeof publicKey === 'string' ? createPublicKey(publicKey) : publicKey,
    ]),
  )
  const keyOf = (kid: string) => {
    const made = state.signingKeys.find(({ id }) => id === kid)
    return given.get(kid) ?? (made ? createPublicKey(made.publicKey) : undefined)
  }
  const delivery = createDelivery({
    catalogue,
    keyOf,
    restrictionOf: (id) => state.restrictions.find((each) => each.id === id),
    now: clock.now,
    childSecret: options.childSecret ?? randomBytes(32),
    baseUrl,
  })
  const api = createApi(context)
  const receiver = createUploadReceiver({
    store,
    clock,
    complete: (upload) => {
      processor.takeUpload(upload)
    },
  })
  const faults = createFaults()
  const control = createControl({ context, sender, faults, delivery, seed })

  async function route(request: Request, peer: Peer | undefined): Promise<Response> {
    const url = new URL(request.url)
    if (matchRoute(url.pathname)) return faults.apply(request, delivery.fetch)
    const [, prefix = '', apiPath, uploadToken, controlPath] = OTHER_ROUTE.exec(url.pathname) ?? []
    if (controlPath !== undefined) {
      if (options.control !== true) return errorAnswer(404, 'not_found', 'The requested resource does not exist')
      return control.fetch(request, controlPath, peer)
    }
    return faults.apply(request, async (passed) => {
      if (apiPath !== undefined) return api.fetch(passed, `/${apiPath}`, baseUrl ?? `${url.origin}${prefix}`)
      if (uploadToken !== undefined) return receiver.fetch(passed, uploadToken)
      return delivery.fetch(passed)
    })
  }

  return {
    fetch: route,
    listener: createListener(route),
    assets: course.lessons.map(({ assetId, playbackId, duration, title }) => ({
      assetId,
      playbackId,
      duration,
      title,
    })),
    get hasAccessToken() {
      return state.accessTokens.length > 0
    },
    createAccessToken() {
      const token = { id: makeId(36), secret: makeId(75) }
      rememberToken(token.id, token.secret)
      return token
    },
    createSigningKey: () => makeSigningKey(context),
    registerWebhook(address) {
      return state.webhooks.some((each) => each.address === address) ? undefined : makeWebhook(context, address).secret
    },
    async idle() {
      await processor.idle()
      await sender.runDue()
    },
    async close() {
      sender.stop()
      await processor.idle()
      store.close()
    },
  }
}
