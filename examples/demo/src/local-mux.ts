import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createMuxLocal } from '@enhancedhr/mux-local'
import type { PlaybackKey } from './playback-keys.js'

/** The stand-in for Mux that the demo runs, and what its handler needs to know of it. */
export interface LocalMux {
  readonly listener: RequestListener
  /** Opens its REST interface. */
  readonly token: { readonly id: string; readonly secret: string }
  /** What its webhooks are signed with. */
  readonly webhookSecret: string
  /** Whether any video becomes a lesson; without ffmpeg only MP4 files with H.264 and AAC do. */
  readonly hasFfmpeg: boolean
  close(): Promise<void>
}

interface LocalMuxOptions {
  readonly key: PlaybackKey
  readonly token: LocalMux['token']
  /** Its public address, without a slash at the end. */
  readonly url: string
  readonly dataDirectory: string
  /** Where its webhooks go. */
  readonly webhook: string
}

/** Opens the stand-in. It keeps uploads and videos over a restart, and gets a new webhook each time, since the port may be another. */
export async function openLocalMux({ key, token, url, dataDirectory, webhook }: LocalMuxOptions): Promise<LocalMux> {
  const mux = createMuxLocal({
    signingKeys: [{ id: key.id, publicKey: key.publicKey }],
    ...{ accessToken: token, baseUrl: url, dataDirectory, control: true },
  })
  const authorization = `Basic ${Buffer.from(`${token.id}:${token.secret}`).toString('base64')}`
  const call = async (path: string, method = 'GET') =>
    mux.fetch(new Request(`http://127.0.0.1/system/v1/webhooks${path}`, { method, headers: { authorization } }))
  const known = (await (await call('')).json()) as { readonly data: readonly { readonly id: string }[] }
  for (const { id } of known.data) await call(`/${id}`, 'DELETE')
  return {
    listener: mux.listener,
    token,
    webhookSecret: mux.registerWebhook(webhook)!,
    hasFfmpeg: await runs('ffmpeg'),
    close: () => mux.close(),
  }
}

/** Whether a program is there. */
async function runs(program: string): Promise<boolean> {
  const child = spawn(program, ['-version'], { stdio: 'ignore' })
  try {
    const [code] = (await once(child, 'exit')) as [number | null]
    return code === 0
  } catch {
    return false
  }
}
