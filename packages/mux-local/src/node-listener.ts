import type { IncomingMessage, ServerResponse } from 'node:http'
import { errorAnswer } from './answers.js'

/** The URL as the client wrote it: a router that strips its mount path keeps the whole one in `originalUrl`. */
function fullUrl(req: IncomingMessage & { readonly originalUrl?: unknown }): string {
  const path = typeof req.originalUrl === 'string' ? req.originalUrl : (req.url ?? '/')
  const scheme = 'encrypted' in req.socket ? 'https' : 'http'
  const authority = `${scheme}://${req.headers.host ?? 'localhost'}`
  // A path that begins with two slashes would otherwise be read as another host.
  return `${authority}/${path.replace(/^\/+/, '')}`
}

async function answer(
  handle: (request: Request) => Promise<Response>,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(req.headers)) {
    if (typeof value === 'string') headers.set(name, value)
  }
  let response: Response
  try {
    response = await handle(new Request(fullUrl(req), { method: req.method ?? 'GET', headers }))
  } catch {
    response = errorAnswer(500, 'internal_error', 'The request could not be answered')
  }
  const body = new Uint8Array(await response.arrayBuffer())
  res.writeHead(response.status, Object.fromEntries(response.headers))
  res.end(req.method === 'HEAD' ? undefined : body)
}

/** Lets a `fetch` handler serve Node's `http`. Bodies of requests are not read: every route is a GET. */
export function createListener(handle: (request: Request) => Promise<Response>) {
  return (req: IncomingMessage, res: ServerResponse): void => {
    void answer(handle, req, res)
  }
}
