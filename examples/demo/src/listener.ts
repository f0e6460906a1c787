import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { answerDevTokens, type DevTokens } from './dev-tokens.js'
import { serveStatic, type ServedFolder } from './static-files.js'

/** The parts that share the demo's one address. */
export interface Parts {
  /** The lesson handler; answers below `/lessons-api`. */
  readonly lessons: RequestListener
  /** The stand-in for Mux; answers below `/mux`. */
  readonly mux: RequestListener
  readonly devTokens: DevTokens
  readonly folders: readonly ServedFolder[]
}

/** Sends each request to the part that answers it. */
export function createListener(parts: Parts): RequestListener {
  return (req, res) => {
    answer(req, res, parts).catch((error: unknown) => {
      console.error('The demo failed to answer a request:', error)
      if (!res.headersSent) res.writeHead(500)
      res.end()
    })
  }
}

async function answer(req: IncomingMessage, res: ServerResponse, parts: Parts): Promise<void> {
  const path = (req.url ?? '/').split('?', 1)[0]!
  if (isBelow(path, '/lessons-api')) {
    parts.lessons(req, res)
  } else if (isBelow(path, '/mux')) {
    parts.mux(req, res)
  } else {
    allowAnyOrigin(req, res)
    if (req.method === 'OPTIONS') res.writeHead(204).end()
    else if (path === '/dev/tokens') await answerDevTokens(req, res, parts.devTokens)
    else if (!(await serveStatic(req, res, path, parts.folders))) notHere(res)
  }
}

function notHere(res: ServerResponse): void {
  res.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is nothing here.\n')
}

function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`)
}

/** A page of any origin may load the script and ask for a sign-in: that is how a page elsewhere embeds the demo. */
function allowAnyOrigin(req: IncomingMessage, res: ServerResponse): void {
  res.setHeader('access-control-allow-origin', '*')
  if (req.method !== 'OPTIONS') return
  res.setHeader('access-control-allow-methods', 'GET, HEAD, POST, OPTIONS')
  res.setHeader('access-control-allow-headers', 'content-type, authorization')
  res.setHeader('access-control-max-age', '7200')
}
