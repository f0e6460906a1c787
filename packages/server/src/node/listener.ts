import type { IncomingMessage, ServerResponse } from 'node:http'
import { readBody } from './read-body.js'

/** What is mounted: an object with a `fetch`, as `createLessonHandler` makes it. */
export interface Fetches {
  readonly fetch: (request: Request, env?: unknown) => Promise<Response>
}

/** A listener for `node:http` and middleware for Express; ends every request that it is given. */
export type NodeListener = (req: IncomingMessage, res: ServerResponse) => void

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
  const body = method === 'GET' || method === 'HEAD' ? null : await readBody(req)
  const request = createRequest(req, method, body?.bytes ?? null, gone.signal)
  if (!request) return void res.writeHead(400, { connection: 'close' }).end()
  const response = await lessons.fetch(request, { incoming: req, outgoing: res })
  if (gone.signal.aborted) return
  const bytes = method === 'HEAD' ? null : Buffer.from(await response.arrayBuffer())
  if (body?.isCut) res.setHeader('connection', 'close')
  if (bytes) res.setHeader('content-length', bytes.byteLength)
  res.writeHead(response.status, Array.from(response.headers).flat())
  res.end(bytes ?? undefined)
}

/** `originalUrl` where a framework took its prefix off `url`; `null` for a request line or host that is no URL. */
function createRequest(
  req: IncomingMessage,
  method: string,
  body: Uint8Array<ArrayBuffer> | ReadableStream | null,
  signal: AbortSignal,
): Request | null {
  const path = 'originalUrl' in req && typeof req.originalUrl === 'string' ? req.originalUrl : (req.url ?? '/')
  const scheme = 'encrypted' in req.socket && req.socket.encrypted ? 'https' : 'http'
  const host = req.headers.host ?? req.headers[':authority']
  const base = `${scheme}://${typeof host === 'string' ? host : 'localhost'}`
  const url = path.startsWith('/') ? `${base}${path}` : path
  if (!URL.canParse(url)) return null
  const headers = new Headers()
  for (let i = 0; i < req.rawHeaders.length; i += 2) {
    const name = req.rawHeaders[i]!
    // HTTP/2 carries method, path and host among the headers.
    if (!name.startsWith(':')) headers.append(name, req.rawHeaders[i + 1]!)
  }
  return new Request(url, { method, headers, body, signal, ...(body instanceof ReadableStream && { duplex: 'half' }) })
}
