import { createHash } from 'node:crypto'
import { parseByteRange } from './byte-range.js'

const cors = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Accept-Ranges, Content-Length, Content-Range, ETag',
}

/** An error as Mux answers it: `{"error":{"type":…,"messages":[…]}}`. */
export function errorAnswer(
  status: number,
  type: string,
  message: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify({ error: { type, messages: [message] } }), {
    status,
    headers: { ...cors, 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', ...headers },
  })
}

/** The answer to a preflight; it is the same for every path. */
export function preflightAnswer(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...cors,
      'access-control-allow-methods': 'GET, HEAD, OPTIONS',
      'access-control-allow-headers': 'Range, If-None-Match, Content-Type',
      'access-control-max-age': '86400',
    },
  })
}

/** A whole body, a part of it (206) or nothing new (304), by what the request asks for. */
export function contentAnswer(
  request: Request,
  body: Uint8Array<ArrayBuffer>,
  type: string,
  cacheControl: string,
): Response {
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`
  const headers = { ...cors, 'content-type': type, 'cache-control': cacheControl, 'accept-ranges': 'bytes', etag }
  const none = request.headers.get('if-none-match')
  if (none?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag))
    return new Response(null, { status: 304, headers })
  const ifRange = request.headers.get('if-range')
  const range =
    ifRange === null || ifRange === etag ? parseByteRange(request.headers.get('range'), body.length) : undefined
  if (range === 'unsatisfiable') {
    return errorAnswer(416, 'invalid_parameters', 'The range lies outside of the resource', {
      'content-range': `bytes */${body.length}`,
    })
  }
  const part = range ? body.subarray(range.from, range.to + 1) : body
  return new Response(request.method === 'HEAD' ? null : part, {
    status: range ? 206 : 200,
    headers: {
      ...headers,
      'content-length': String(part.length),
      ...(range ? { 'content-range': `bytes ${range.from}-${range.to}/${body.length}` } : {}),
    },
  })
}
