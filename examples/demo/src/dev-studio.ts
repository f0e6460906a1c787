import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import { sendAnswer, wrongMethod } from './dev-call.js'

/** What the page that manages lessons asks of the demo. */
export interface DevStudio {
  readonly hasFfmpeg: boolean
}

/** Calls below `/dev` that the page needs. */
export const STUDIO_CALLS = ['/dev/studio', '/dev/sample.mp4']

/** A lesson of the sample course in pieces, which make an MP4 that needs no transcoding. */
const PIECES = ['init.mp4', '0.m4s', '1.m4s', '2.m4s', '3.m4s', '4.m4s'].map((name) =>
  fileURLToPath(
    new URL(`course/fire-safety-1/720p/${name}`, import.meta.resolve('@enhancedhr/mux-local/package.json')),
  ),
)

/** Answers whether ffmpeg is there, or a sample file for those who have no video at hand. */
export async function answerDevStudio(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  { hasFfmpeg }: DevStudio,
): Promise<void> {
  if (req.method !== 'GET') {
    sendAnswer(res, wrongMethod('GET'))
    return
  }
  if (path === '/dev/studio') {
    sendAnswer(res, { status: 200, body: { ffmpeg: hasFfmpeg } })
    return
  }
  const sizes = await Promise.all(PIECES.map(async (file) => (await stat(file)).size))
  const length = sizes.reduce((sum, size) => sum + size, 0)
  res.writeHead(200, { 'content-type': 'video/mp4', 'content-length': length, 'cache-control': 'no-store' })
  for (const file of PIECES) for await (const chunk of createReadStream(file)) res.write(chunk)
  res.end()
}
