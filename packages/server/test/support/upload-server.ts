import { createHmac, randomUUID } from 'node:crypto'
import { LessonServer, type LessonServerOptions } from '../http/lesson-server.js'
import type { LessonStore } from '../../src/storage/store.js'
import { openMuxServer, type MuxAnswer, type MuxRequest, type MuxServer } from '../mux/mux-server.js'

export const PAGE = 'https://pages.test'
export const WEBHOOK_SECRET = 'a-webhook-secret'

/** An upload or asset as the stand-in keeps it. */
interface Kept {
  id: string
  status: string
  [member: string]: unknown
}

/** A school whose Mux is a small real server that keeps uploads and assets; what it sends is sent by the test. */
export class UploadServer {
  readonly uploads = new Map<string, Kept>()
  readonly assets = new Map<string, Kept>()
  readonly server: LessonServer
  readonly mux: MuxServer
  /** What its handler was made with, for another process of the same school. */
  readonly options: LessonServerOptions
  /** Answers in place of the stand-in, while it gives something. */
  fault: (request: MuxRequest) => MuxAnswer | undefined = () => undefined

  private constructor(store: LessonStore, mux: MuxServer, options: LessonServerOptions) {
    this.mux = mux
    mux.answer = (request) => this.fault(request) ?? this.#answer(request)
    this.options = { cors: { origins: [PAGE] }, uploads: {}, ...options }
    this.server = new LessonServer(store, this.options)
  }

  static async open(
    store: LessonStore,
    key: { readonly id: string; readonly privateKey: string },
    options: LessonServerOptions = {},
  ): Promise<UploadServer> {
    const mux = await openMuxServer()
    const token = { id: 'token-id', secret: 'token-secret' }
    const given = { signingKeys: [key], token, apiUrl: mux.url, webhookSecrets: [WEBHOOK_SECRET] }
    return new UploadServer(store, mux, { mux: given, ...options })
  }

  /** Makes an upload as somebody, and answers its id and Mux's. */
  async create(lessonId = 'fire-safety-1', as = 'olga admin'): Promise<{ uploadId: string; muxId: string }> {
    const body = { lesson_id: lessonId, file: { name: 'fire.mp4', size: 1_000, type: 'video/mp4' } }
    const answer = await this.server.ask(as, '/v1/uploads', { body, headers: { origin: PAGE } })
    if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
    const uploadId = answer.body['upload_id'] as string
    const [muxId] = Array.from(this.uploads.values())
      .filter(({ new_asset_settings: settings }) => (settings as Kept)['passthrough'] === uploadId)
      .map(({ id }) => id)
    return { uploadId, muxId: muxId! }
  }

  /** The file has come: Mux makes an asset. */
  makeAsset(muxId: string, more: object = {}): string {
    const upload = this.uploads.get(muxId)!
    const id = `asset${randomUUID().replaceAll('-', '')}`
    const { passthrough } = upload['new_asset_settings'] as { passthrough: string }
    this.assets.set(id, { id, status: 'preparing', upload_id: muxId, passthrough, playback_ids: [], ...more })
    Object.assign(upload, { status: 'asset_created', asset_id: id, url: undefined })
    return id
  }

  ready(assetId: string, more: object = {}): void {
    const playback = [{ id: `play${assetId}`, policy: 'signed' }]
    const tracks = [{ type: 'video' }, { type: 'audio' }]
    Object.assign(this.assets.get(assetId)!, { status: 'ready', duration: 300.5, playback_ids: playback, tracks }, more)
  }

  /** Sends a webhook about something; answers the status. */
  async hook(
    type: string,
    object: { type: string; id: string },
    { id = randomUUID(), secret = WEBHOOK_SECRET, skew = 0 } = {},
  ) {
    const kept = this.uploads.get(object.id) ?? this.assets.get(object.id) ?? {}
    const body = JSON.stringify({ id, type, object, data: { ...kept } })
    const time = Math.floor(Date.now() / 1_000) + skew
    const v1 = createHmac('sha256', secret).update(`${time.toString()}.${body}`).digest('hex')
    const headers = { 'mux-signature': `t=${time.toString()},v1=${v1}` }
    return this.server.ask(null, '/v1/mux/webhooks', { method: 'POST', body, headers })
  }

  async read(uploadId: string, as = 'olga admin'): Promise<Record<string, unknown>> {
    return (await this.server.ask(as, `/v1/uploads/${uploadId}`)).body
  }

  /** Lets what webhooks have begun end, and does what is due. */
  work(): Promise<void> {
    return this.server.settle()
  }

  close(): Promise<void> {
    return this.mux.close()
  }

  #answer({ method, path, body }: MuxRequest): MuxAnswer {
    const [, , , kind, id, act] = path.split(/[/?]/)
    const kept = kind === 'uploads' ? this.uploads : this.assets
    if (method === 'POST') {
      const made = { id: `up${randomUUID().replaceAll('-', '')}`, status: 'waiting', ...(body as object) }
      this.uploads.set(made.id, { ...made, url: `https://storage.test/${made.id}` })
      return { status: 201, body: { data: this.uploads.get(made.id) } }
    }
    if (id === undefined || id.startsWith('limit')) return { body: { data: Array.from(this.assets.values()) } }
    const found = kept.get(id)
    if (!found) return { status: 404, body: { error: { type: 'not_found' } } }
    if (method === 'DELETE') kept.delete(id)
    if (act === 'cancel') {
      if (found.status !== 'waiting') return { status: 400, body: { error: { type: 'invalid_state' } } }
      found.status = 'cancelled'
    }
    return method === 'DELETE' ? { status: 204 } : { body: { data: found } }
  }
}
