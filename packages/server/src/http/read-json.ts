import { MAX_BODY_BYTES } from '@enhancedhr/protocol'
import type { output, ZodMiniType } from 'zod/mini'
import { LessonProblem } from '../problems/lesson-problem.js'
import { toProblemDetails } from '../problems/problem-details.js'

/**
 * Reads a request's body as JSON of the given shape.
 *
 * Refuses another content type (415), more than 256 KiB without reading on (413), and what is no JSON or of another shape
 * (400, with JSON pointers). Members that the schema does not know are ignored.
 */
export async function readJson<Schema extends ZodMiniType>(request: Request, schema: Schema): Promise<output<Schema>> {
  const type = request.headers.get('content-type') ?? ''
  if (!/^application\/json\s*(;|$)/i.test(type)) throw new LessonProblem('unsupported_media_type')
  const read = schema.safeParse(parse(await readText(request)))
  if (!read.success) throw new LessonProblem('invalid_request', { errors: toProblemDetails(read.error.issues) })
  return read.data
}

async function readText(request: Request): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY_BYTES) throw new LessonProblem('payload_too_large')
  if (request.bodyUsed) {
    const detail = 'The body was read before the handler: let `authenticate` look at `request.clone()` instead.'
    throw new LessonProblem('raw_body_needed', { errors: [{ pointer: '', detail }] })
  }
  if (!request.body) return ''
  const reader = (request.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let text = ''
  let bytes = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decode(decoder)
    bytes += value.byteLength
    if (bytes > MAX_BODY_BYTES) {
      // The rest is not wanted; whether the sender hears of it is the runtime's business.
      reader.cancel().catch(() => undefined)
      throw new LessonProblem('payload_too_large')
    }
    text += decode(decoder, value)
  }
}

function decode(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return bytes ? decoder.decode(bytes, { stream: true }) : decoder.decode()
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
