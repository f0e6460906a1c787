import { readFileSync } from 'node:fs'
import { createMuxLocal, type MuxLocal } from '@enhancedhr/mux-local'
import { toNodeListener } from '../../src/node.js'
import type { UploadOptions } from '../../src/options/options.js'
import type { LessonStore } from '../../src/storage/store.js'
import { KEY, LessonServer, PUBLIC_KEY, signIn } from '../http/lesson-server.js'
import { listen, type Listening } from '../mount/node-server.js'

export const PAGE = 'https://pages.test'
const TOKEN = { id: 'token-id', secret: 'token-secret' }

/** A real MP4 with H.264 and AAC, of 19.48 s. */
export const VIDEO = Buffer.concat(
  ['init.mp4', '0.m4s', '1.m4s', '2.m4s', '3.m4s', '4.m4s'].map((file) =>
    readFileSync(new URL(`../../../mux-local/course/fire-safety-1/360p/${file}`, import.meta.url)),
  ),
)

/** A school whose handler and whose stand-in for Mux reach each other over HTTP, both on loopback. */
export class MuxLocalSchool {
  readonly server: LessonServer
  readonly mux: MuxLocal
  readonly #host: Listening
  readonly #muxHost: Listening

  /** The handler's address, and what a host has in its environment. */
  readonly publicUrl: string
  readonly env: Readonly<Record<string, string>>

  private constructor(server: LessonServer, mux: MuxLocal, host: Listening, muxHost: Listening, secret: string) {
    this.server = server
    this.mux = mux
    this.#host = host
    this.#muxHost = muxHost
    this.publicUrl = `${host.url}/lessons-api`
    this.env = {
      ...{ MUX_TOKEN_ID: TOKEN.id, MUX_TOKEN_SECRET: TOKEN.secret },
      ...{ MUX_WEBHOOK_SECRET: secret, MUX_BASE_URL: muxHost.url },
    }
  }

  /** With the course `fire-safety` and the lesson `fire-safety-1`, which has no video. */
  static async open(
    store: LessonStore,
    uploads: UploadOptions = {},
    { isPublic = true } = {},
  ): Promise<MuxLocalSchool> {
    const signingKeys = [{ id: KEY.id, publicKey: PUBLIC_KEY }]
    const mux = createMuxLocal({ signingKeys, accessToken: TOKEN, control: true, ffmpeg: false })
    const muxHost = await listen((request, response) => mux.listener(request, response))
    const mounted: { listener?: ReturnType<typeof toNodeListener> } = {}
    const host = await listen((request, response) => void mounted.listener!(request, response))
    const secret = mux.registerWebhook(`${host.url}/lessons-api/v1/mux/webhooks`)!
    const { url } = muxHost
    const server = new LessonServer(store, {
      mux: { signingKeys: [KEY], token: TOKEN, webhookSecrets: [secret], apiUrl: url, streamUrl: url, imageUrl: url },
      cors: { origins: [PAGE] },
      uploads,
      ...(isPublic && { publicUrl: `${host.url}/lessons-api/` }),
    })
    const { handler, ctx } = server
    mounted.listener = toNodeListener({ ...handler, fetch: (request, env) => handler.fetch(request, env, ctx) })
    await server.handler.api.putCourse('fire-safety', { title: 'Fire safety' }, { tenantId: server.tenantId })
    await server.putLesson('fire-safety-1', { playback_id: null, duration: null })
    return new MuxLocalSchool(server, mux, host, muxHost, secret)
  }

  /** Calls the handler over HTTP, as an admin. */
  post(path: string, body: object): Promise<Response> {
    return fetch(`${this.#host.url}/lessons-api${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${signIn('olga admin')}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  /** Steers the stand-in. */
  control(path: string, body: object = {}): Promise<Response> {
    return fetch(`${this.#muxHost.url}/_local/${path}`, {
      method: 'POST',
      headers: { 'x-mux-local': '1', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  }

  /** Calls the stand-in's REST. */
  callMux(path: string): Promise<Response> {
    const authorization = `Basic ${btoa(`${TOKEN.id}:${TOKEN.secret}`)}`
    return fetch(`${this.#muxHost.url}${path}`, { headers: { authorization } })
  }

  /** Uploads a file to the lesson as an admin, and lets everything come of it; answers the upload's id. */
  async upload(file: Uint8Array = VIDEO, more: object = {}): Promise<string> {
    const made = await this.server.ask('olga admin', '/v1/uploads', {
      body: { lesson_id: 'fire-safety-1', file: { name: 'a.mp4', size: file.length, type: 'video/mp4' }, ...more },
      headers: { origin: PAGE },
    })
    if (made.status !== 201) throw new Error(JSON.stringify(made.body))
    await fetch(String(made.body['url']), { method: 'PUT', body: new Uint8Array(file), headers: { origin: PAGE } })
    await this.settle()
    return String(made.body['upload_id'])
  }

  /** Waits until the stand-in has sent everything, and does what is due. */
  async settle(): Promise<void> {
    await this.mux.idle()
    await this.server.settle()
  }

  async lesson(): Promise<Record<string, unknown>> {
    return (await this.server.ask('olga admin', '/v1/lessons/fire-safety-1')).body
  }

  async close(): Promise<void> {
    await this.#host.close()
    await this.#muxHost.close()
    await this.mux.close()
  }
}
