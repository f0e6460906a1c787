import { MAX_BODY_BYTES } from '@enhancedhr/protocol'
import type { output, ZodMiniType } from 'zod/mini'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { readShape } from '../../problems/read-shape.js'

/**
 * Reads a request's body as JSON of the given shape.
 *
 * Refuses another content type (415), more than `maxBytes` (256 KiB by default) without reading on (413), and what is no JSON or of another shape
 * (400, with JSON pointers). Whether members that the schema does not know are ignored
 * or refused is up to the schema: learners' requests ignore them, requests that manage refuse them.
 */
export async function readJson<Schema extends ZodMiniType>(
  request: Request,
  schema: Schema,
  maxBytes?: number,
): Promise<output<Schema>> {
  return (await readSizedJson(request, schema, maxBytes)).value
}

/** As {@link readJson}; also how many bytes the body had. */
export async function readSizedJson<Schema extends ZodMiniType>(
  request: Request,
  schema: Schema,
  maxBytes = MAX_BODY_BYTES,
): Promise<{ readonly value: output<Schema>; readonly size: number }> {
  requireJson(request, maxBytes)
  requireBody(request)
  const bytes = await readBytes(request, maxBytes)
  return { value: readShape(schema, parse(decode(bytes))), size: bytes.byteLength }
}

/**
 * Refuses a body that does not say it is JSON (415), or says that it is too large (413), before anything else is asked.
 *
 * A page of another site can send a learner's cookies along with `text/plain` and cannot with JSON, unless `cors` lets it:
 * what is refused here has cost nobody anything.
 */
export function requireJson(request: Request, maxBytes = MAX_BODY_BYTES): void {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new LessonProblem('unsupported_media_type')
  requireLength(request, maxBytes)
}

/** Refuses a body that says it is larger than it may be, 256 KiB by default (413). */
export function requireLength(request: Request, maxBytes = MAX_BODY_BYTES): void {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge()
}

/** Refuses a request whose body somebody before us has read (500 `raw_body_needed`). */
export function requireBody(request: Request): void {
  if (!request.bodyUsed) return
  const detail = 'The body was read before the handler: let `authenticate` look at `request.clone()` instead.'
  throw new LessonProblem('raw_body_needed', { errors: [{ pointer: '', detail }] })
}

/** Reads a body to its end, or refuses it (413) as soon as more than it may have came, 256 KiB by default. */
export async function readBytes(request: Request, maxBytes = MAX_BODY_BYTES): Promise<Uint8Array> {
  if (!request.body) return new Uint8Array()
  const reader = (request.body as ReadableStream<Uint8Array>).getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return join(chunks, size)
    chunks.push(value)
    size += value.byteLength
    if (size > maxBytes) {
      // The rest is not wanted; whether the sender hears of it is the runtime's business.
      reader.cancel().catch(() => undefined)
      throw tooLarge()
    }
  }
}

/**
 * The rest of the body is not read, and until it is, no further request can come on the connection: the answer says that it
 * ends. Below Hono's Node server it would be cut silently, and the next request with it.
 */
function tooLarge(): LessonProblem {
  return new LessonProblem('payload_too_large', { headers: { connection: 'close' } })
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new LessonProblem('invalid_request', { errors: [{ pointer: '', detail: 'The body is not UTF-8.' }] })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new LessonProblem('invalid_request', { errors: [{ pointer: '', detail: 'The body is not JSON.' }] })
  }
}
