import type { IncomingMessage } from 'node:http'
import { MAX_BODY_BYTES } from '@enhancedhr/protocol'
import { LessonProblem } from '../problems/lesson-problem.js'

/** A body for the handler; `isCut` when more came than the handler takes, and the rest was left unread. */
export interface ReadBody {
  readonly bytes: Uint8Array<ArrayBuffer> | ReadableStream
  readonly isCut: boolean
}

/** Reads a request's body, wherever a body parser before us has left it. */
export async function readBody(req: IncomingMessage): Promise<ReadBody> {
  const { rawBody, body } = req as { rawBody?: unknown; body?: unknown }
  if (!req.readableDidRead && !req.readableEnded && req.readable) {
    // The handler refuses it by its declared length; not a byte of it is read.
    if (Number(req.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return { bytes: new Uint8Array(), isCut: true }
    return readStream(req)
  }
  if (rawBody instanceof Uint8Array) return whole(Uint8Array.from(rawBody))
  if (typeof rawBody === 'string') return whole(new TextEncoder().encode(rawBody))
  if (body instanceof Uint8Array) return whole(Uint8Array.from(body))
  if (typeof body === 'string') return whole(new TextEncoder().encode(body))
  if (body !== undefined && body !== null) return whole(new TextEncoder().encode(JSON.stringify(body)))
  return { bytes: failingBody(), isCut: false }
}

function whole(bytes: Uint8Array<ArrayBuffer>): ReadBody {
  return { bytes, isCut: false }
}

/** Reads to the end, or one byte further than the limit: then the handler sees that it is too large. */
function readStream(req: IncomingMessage): Promise<ReadBody> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let size = 0
    const settle = (isCut: boolean): void => {
      req.off('data', onData).off('end', onEnd).off('close', onClose)
      resolve({ bytes: new Uint8Array(Buffer.concat(chunks)), isCut })
    }
    const onData = (chunk: Uint8Array): void => {
      chunks.push(chunk)
      size += chunk.byteLength
      if (size <= MAX_BODY_BYTES) return
      req.pause()
      settle(true)
    }
    const onEnd = (): void => settle(false)
    const onClose = (): void => reject(new Error('The client went away before its request was whole.'))
    // 'close' follows an 'error' and rejects; without a listener the error itself would end the process.
    req.on('error', () => undefined)
    req.on('data', onData).on('end', onEnd).on('close', onClose)
  })
}

/** Something before us took the bytes and kept nothing: reading says so, instead of waiting for ever. */
function failingBody(): ReadableStream {
  return new ReadableStream({
    pull() {
      const detail =
        'The body was read before the handler and nothing of it is left in `req.rawBody` or `req.body`. ' +
        'Mount the handler before whatever reads the body, or let that keep it.'
      throw new LessonProblem('raw_body_needed', { errors: [{ pointer: '', detail }] })
    },
  })
}
