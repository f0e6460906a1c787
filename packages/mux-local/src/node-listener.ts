import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { ConnectionCut } from './control/connection-cut.js'
import { errorAnswer } from './delivery/answers.js'
import { requestBody } from './request-body.js'

/** Who is at the other end. */
export interface Peer {
  /** Its IP address, where it is known. */
  readonly address: string | undefined
}

/** The URL as the client wrote it: a router that strips its mount path keeps the whole one in `originalUrl`. */
function fullUrl(req: IncomingMessage & { readonly originalUrl?: unknown }): string {
  const path = typeof req.originalUrl === 'string' ? req.originalUrl : (req.url ?? '/')
  const scheme = 'encrypted' in req.socket ? 'https' : 'http'
  const authority = `${scheme}://${req.headers.host ?? 'localhost'}`
  // A path that begins with two slashes would otherwise be read as another host.
  return `${authority}/${path.replace(/^\/+/, '')}`
}

function requestOf(req: IncomingMessage): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    if (typeof value === 'string') headers.set(name, value)
  }
  const method = req.method ?? 'GET'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  const body = hasBody ? { body: requestBody(req), duplex: 'half' } : {}
  return new Request(fullUrl(req), { method, headers, ...body } as RequestInit)
}

async function answer(
  handle: (request: Request, peer: Peer) => Promise<Response>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  let response: Response
  try {
    response = await handle(requestOf(req), { address: req.socket.remoteAddress })
  } catch (error) {
    if (error instanceof ConnectionCut) {
      req.socket.destroy()
      return
    }
    response = errorAnswer(500, 'internal_error', 'The request could not be answered')
  }
  if (!req.complete) {
    // Nobody has read the body to its end, so the connection is of no further use; the client still gets to send it and to read.
    res.setHeader('connection', 'close')
    req.resume()
  }
  res.writeHead(response.status, Object.fromEntries(response.headers))
  if (!response.body || req.method === 'HEAD') {
    res.end()
    return
  }
  try {
    await pipeline(Readable.fromWeb(response.body as never), res)
  } catch {
    // The client has gone, or a fault ends the answer early.
    req.socket.destroy()
  }
}

/** Lets a `fetch` handler serve Node's `http`; bodies are streamed both ways. */
export function createListener(handle: (request: Request, peer: Peer) => Promise<Response>) {
  return (req: IncomingMessage, res: ServerResponse): void => {
    void answer(handle, req, res)
  }
}
