import type { z } from 'zod'
import { bodyChunks } from '../body-chunks.js'
import { ApiError } from './api-error.js'

const MAX_BYTES = 1024 * 1024

async function readText(request: Request): Promise<string> {
  const declared = Number(request.headers.get('content-length') ?? 0)
  if (declared > MAX_BYTES) throw new ApiError(413, 'request_too_large', ['The body is larger than 1 MiB'])
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bodyChunks(request)) {
    size += chunk.length
    if (size > MAX_BYTES) throw new ApiError(413, 'request_too_large', ['The body is larger than 1 MiB'])
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** Reads a JSON body by its schema; no body is an empty object. Throws an `ApiError` that names each wrong member. */
export async function readBody<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const text = await readText(request)
  let value: unknown = {}
  if (text.trim() !== '') {
    try {
      value = JSON.parse(text)
    } catch {
      throw ApiError.invalid('The body is not JSON')
    }
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw ApiError.invalid(
    ...result.error.issues.slice(0, 20).map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`),
  )
}
