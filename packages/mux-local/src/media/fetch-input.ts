import { createWriteStream } from 'node:fs'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

const TIMEOUT_MS = 60_000

/** Downloads an input to a file. Throws in words where the address does not answer with 200 or is larger than `maxBytes`. */
export async function fetchInput(url: string, file: string, maxBytes: number): Promise<void> {
  let response: Response
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
  } catch {
    throw new Error('The address of the input does not answer')
  }
  if (!response.ok || !response.body) {
    throw new Error(`The address of the input answered with ${response.status.toString()}`)
  }
  let size = 0
  const limit = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      size += chunk.length
      done(size > maxBytes ? new Error('The input is too large') : null, chunk)
    },
  })
  await pipeline(Readable.fromWeb(response.body as never), limit, createWriteStream(file))
}
