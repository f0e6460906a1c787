import type { IncomingMessage } from 'node:http'
import { LessonProblem } from '../problems/lesson-problem.js'

/** A body for the handler. */
export interface ReadBody {
  readonly bytes: Uint8Array<ArrayBuffer> | ReadableStream
  /** More came than the handler takes, and the rest was left unread. */
  readonly isCut: boolean
  /** These are not the bytes that were sent: a parser took them, and its result was written again. */
  readonly isRewritten: boolean
}

/** Reads a request's body of at most so many bytes, wherever a body parser before us has left it. */
export async function readBody(req: IncomingMessage, maxBytes: number): Promise<ReadBody> {
  const { rawBody, body } = req as { rawBody?: unknown; body?: unknown }
  if (!req.readableDidRead && !req.readableEnded && req.readable) {
    // The handler refuses it by its declared length; not a byte of it is read.
    if (Number(req.headers['content-length'] ?? 0) > maxBytes) return { ...whole(new Uint8Array()), isCut: true }
    return readStream(req, maxBytes)
  }
  if (rawBody instanceof Uint8Array) return whole(Uint8Array.from(rawBody))
  if (typeof rawBody === 'string') return whole(new TextEncoder().encode(rawBody))
  if (body instanceof Uint8Array) return whole(Uint8Array.from(body))
  if (typeof body === 'string') return rewritten(body)
  if (body !== undefined && body !== null) return rewritten(JSON.stringify(body))
  return { bytes: failingBody(), isCut: false, isRewritten: true }
}

function whole(bytes: Uint8Array<ArrayBuffer>): ReadBody {
  return { bytes, isCut: false, isRewritten: false }
}

/** Also a text: decoding has taken a byte order mark off, and put signs in place of broken bytes. */
function rewritten(text: string): ReadBody {
  return { ...whole(new TextEncoder().encode(text)), isRewritten: true }
}

/** Reads to the end, or one byte further than the limit: then the handler sees that it is too large. */
function readStream(req: IncomingMessage, maxBytes: number): Promise<ReadBody> {
  return new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    let size = 0
    const finish = (isCut: boolean): void => {
      req.off('data', onData).off('end', onEnd).off('close', onClose)
      resolve({ ...whole(new Uint8Array(Buffer.concat(chunks))), isCut })
    }
    const onData = (chunk: Uint8Array): void => {
      chunks.push(chunk)
      size += chunk.byteLength
      if (size <= maxBytes) return
      req.pause()
      finish(true)
    }
    const onEnd = (): void => finish(false)
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
