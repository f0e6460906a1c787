import type { IncomingMessage } from 'node:http'

/** Chunks that wait to be read before the socket is paused. */
const MOST_WAITING = 16

/**
 * A request's body as a stream that hands out everything that arrived before it fails. `Readable.toWeb` drops what was not read
 * yet when the connection is cut, and a resumable upload keeps it.
 */
export function requestBody(req: IncomingMessage): ReadableStream<Uint8Array> {
  const waiting: Uint8Array[] = []
  let state: 'open' | 'ended' | 'cut' = 'open'
  let wake: (() => void) | undefined

  const finish = (next: 'ended' | 'cut') => {
    if (state === 'open') state = next
    wake?.()
  }
  return new ReadableStream<Uint8Array>(
    {
      start() {
        req.on('data', (chunk: Buffer) => {
          waiting.push(chunk)
          if (waiting.length >= MOST_WAITING) req.pause()
          wake?.()
        })
        req.on('end', () => {
          finish('ended')
        })
        req.on('error', () => {
          finish('cut')
        })
        req.on('close', () => {
          finish('cut')
        })
        req.pause()
      },
      async pull(controller) {
        while (waiting.length === 0 && state === 'open') {
          req.resume()
          await new Promise<void>((resolve) => (wake = resolve))
        }
        const chunk = waiting.shift()
        if (chunk) controller.enqueue(chunk)
        else if (state === 'ended') controller.close()
        else controller.error(new Error('The connection was cut'))
      },
    },
    // Nothing is queued here, because an error would drop it.
    { highWaterMark: 0 },
  )
}
