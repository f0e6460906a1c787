import type { IncomingMessage, ServerResponse } from 'node:http'
import { LessonProblem } from '../problems/lesson-problem.js'
import { problemResponse } from '../http/response/problem-response.js'
import { REWRITTEN_BODY } from '../http/request/raw-body.js'
import { readRequestId, sealResponse } from '../http/response/seal-response.js'
import { maxBodyBytes } from '../http/request/body-limits.js'
import { readBody, type ReadBody } from './read-body.js'

/** What is mounted: an object with a `fetch`, as `createLessonHandler` makes it. */
export interface Fetches {
  readonly fetch: (request: Request, env?: unknown) => Promise<Response>
}

/** A listener for `node:http` and middleware for Express; ends every request that it is given. */
export type NodeListener = (req: IncomingMessage, res: ServerResponse) => void

/** Methods that a `Request` may not have, so the handler cannot see them. */
const FORBIDDEN_METHODS: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK'])
const ALLOWED_METHODS = 'GET, HEAD, POST, PUT, DELETE'

/**
 * Mounts a handler in a Node server: `createServer(toNodeListener(lessons))`, `app.use('/lessons-api', toNodeListener(lessons))`.
 *
 * Works before and after a body parser: takes the stream while it is whole, else `rawBody`, else `body`. `authenticate`
 * sees Node's request as `context.native.req`. A body over the limit is not read to its end: the answer closes the connection.
 */
export function toNodeListener(lessons: Fetches): NodeListener {
  return (req, res) => {
    answer(lessons, req, res).catch(() => {
      // Only a connection that broke ends here; the handler itself never rejects.
      res.destroy()
    })
  }
}

async function answer(lessons: Fetches, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const gone = new AbortController()
  res.once('close', () => {
    if (!res.writableFinished) gone.abort()
  })
  const method = req.method ?? 'GET'
  const body = method === 'GET' || method === 'HEAD' ? null : await readBody(req, maxBodyBytes(req.url ?? ''))
  const response = await dispatch(lessons, req, res, body, gone.signal)
  if (gone.signal.aborted) return
  const bytes = method === 'HEAD' ? null : Buffer.from(await response.arrayBuffer())
  if (bytes) res.setHeader('content-length', bytes.byteLength)
  res.writeHead(response.status, Array.from(response.headers).flat())
  res.end(bytes ?? undefined)
}

/** Asks the handler; what cannot become a `Request` is refused here, with the same kind of answer. */
async function dispatch(
  lessons: Fetches,
  req: IncomingMessage,
  res: ServerResponse,
  body: ReadBody | null,
  signal: AbortSignal,
): Promise<Response> {
  try {
    const request = createRequest(req, body?.bytes ?? null, signal)
    return await lessons.fetch(request, {
      incoming: req,
      outgoing: res,
      ...(body?.isRewritten && { [REWRITTEN_BODY]: true }),
    })
  } catch (error) {
    if (!(error instanceof LessonProblem)) throw error
    const requestId = readRequestId(req.headers['x-request-id']?.toString())
    return sealResponse(problemResponse(error, requestId), requestId)
  }
}

/** `originalUrl` where a framework took its prefix off `url`. Throws a problem for what a `Request` cannot say. */
function createRequest(req: IncomingMessage, body: ReadBody['bytes'] | null, signal: AbortSignal): Request {
  const method = req.method ?? 'GET'
  if (FORBIDDEN_METHODS.has(method.toUpperCase())) {
    throw new LessonProblem('method_not_allowed', { headers: { allow: ALLOWED_METHODS } })
  }
  try {
    const headers = new Headers()
    for (let i = 0; i < req.rawHeaders.length; i += 2) {
      const name = req.rawHeaders[i]!
      // HTTP/2 carries method, path and host among the headers.
      if (!name.startsWith(':')) headers.append(name, req.rawHeaders[i + 1]!)
    }
    const more = { ...(body instanceof ReadableStream && { duplex: 'half' as const }) }
    return new Request(readUrl(req), { method, headers, body, signal, ...more })
  } catch (cause) {
    const detail = 'The request line or the header Host makes no URL.'
    throw new LessonProblem('invalid_request', { errors: [{ pointer: '', detail }], cause })
  }
}

/** A URL that cannot be read throws. The server as a whole (`OPTIONS *`) has no call of ours: its path is `/`. */
function readUrl(req: IncomingMessage): URL {
  const given = 'originalUrl' in req && typeof req.originalUrl === 'string' ? req.originalUrl : (req.url ?? '/')
  const path = given === '*' ? '/' : given
  const scheme = 'encrypted' in req.socket && req.socket.encrypted ? 'https' : 'http'
  const host = req.headers.host ?? req.headers[':authority']
  return new URL(path.startsWith('/') ? `${scheme}://${typeof host === 'string' ? host : 'localhost'}${path}` : path)
}
