import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import Mux from '@mux/mux-node'
import { createMuxLocal, type MuxLocalOptions } from '../../src/index.js'

export const accessToken = { id: 'token-id', secret: 'token-secret' }
const course = fileURLToPath(new URL('../../course/', import.meta.url))

/** A real MP4 with H.264 and AAC, 19.48 s and about 300 kB: the smallest rendition of the first lesson in one file. */
export const sampleVideo = Buffer.concat(
  ['init.mp4', '0.m4s', '1.m4s', '2.m4s', '3.m4s', '4.m4s'].map((file) =>
    readFileSync(join(course, 'fire-safety-1/360p', file)),
  ),
)

export async function listen(listener: (req: IncomingMessage, res: ServerResponse) => void) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port.toString()}`,
    async close() {
      await new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      })
    },
  }
}

/** What a receiver of webhooks saw; it answers with `status()`. */
export async function startReceiver(status: () => number = () => 200) {
  const received: { readonly body: string; readonly headers: Record<string, string> }[] = []
  const server = await listen((req, res) => {
    const chunks: Buffer[] = []
    req.on('data', (chunk: Buffer) => chunks.push(chunk))
    req.on('end', () => {
      received.push({ body: Buffer.concat(chunks).toString(), headers: req.headers as Record<string, string> })
      res.writeHead(status()).end()
    })
  })
  const types = () => received.map(({ body }) => (JSON.parse(body) as { type: string }).type)
  return { ...server, received, types }
}

/** The stand-in on a port, with Mux's own SDK as its client, and a function for `/_local/*`. */
export async function startService(options: MuxLocalOptions = {}) {
  const mux = createMuxLocal({ accessToken, control: true, ffmpeg: false, ...options })
  const server = await listen(mux.listener)
  const client = new Mux({
    tokenId: accessToken.id,
    tokenSecret: accessToken.secret,
    baseURL: server.url,
    maxRetries: 0,
  })
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${server.url}/_local/${path}`, {
      method,
      headers: { 'x-mux-local': '1', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, data: text === '' ? undefined : (JSON.parse(text) as { data: never }).data }
  }
  return {
    mux,
    client,
    url: server.url,
    control,
    async close() {
      await server.close()
      await mux.close()
    },
  }
}

/** Uploads the sample video and waits until it is processed. Returns the asset. */
export async function uploadSample(
  service: Awaited<ReturnType<typeof startService>>,
  settings: Mux.Video.AssetOptions = { playback_policies: ['signed'] },
  body: Buffer = sampleVideo,
) {
  const upload = await service.client.video.uploads.create({ cors_origin: '*', new_asset_settings: settings })
  await fetch(upload.url ?? '', { method: 'PUT', body: new Uint8Array(body) })
  await service.mux.idle()
  const { asset_id: assetId } = await service.client.video.uploads.retrieve(upload.id)
  return { upload, asset: await service.client.video.assets.retrieve(assetId ?? '') }
}
