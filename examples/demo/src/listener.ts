import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { answerDevCertificates, type DevCertificates } from './dev-certificates.js'
import { answerDevEvents, type DevEvents } from './dev-events.js'
import { answerDevStudio, STUDIO_CALLS, type DevStudio } from './dev-studio.js'
import { answerDevTokens, type DevTokens } from './dev-tokens.js'
import { CERTIFICATES } from './event-receiver.js'
import { serveStatic, type ServedFolder } from './static-files.js'

/** The parts that share the demo's one address. */
export interface Parts {
  /** The lesson handler; answers below `/lessons-api`. */
  readonly lessons: RequestListener
  /** The stand-in for Mux; answers below `/mux`. */
  readonly mux: RequestListener
  /** Receives events and shows certificates, below `/certificates`; `null` when the events go elsewhere. */
  readonly certificates: RequestListener | null
  readonly devTokens: DevTokens
  readonly devEvents: DevEvents
  readonly devCertificates: DevCertificates
  readonly devStudio: DevStudio
  readonly folders: readonly ServedFolder[]
}

const EVENT_CALLS = ['/dev/events', '/dev/events/resend', '/dev/events/test']
/** Pages whose address is not that of their file. */
const PAGES = new Map([
  ['/events', '/events.html'],
  ['/admin', '/admin.html'],
])

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
  } else if (parts.certificates && isBelow(path, CERTIFICATES)) {
    parts.certificates(req, res)
  } else {
    allowAnyOrigin(req, res)
    if (req.method === 'OPTIONS') res.writeHead(204).end()
    else if (path === '/dev/tokens') await answerDevTokens(req, res, parts.devTokens)
    else if (path === '/dev/certificates') await answerDevCertificates(req, res, parts.devCertificates)
    else if (EVENT_CALLS.includes(path)) await answerDevEvents(req, res, path, parts.devEvents)
    else if (STUDIO_CALLS.includes(path)) await answerDevStudio(req, res, path, parts.devStudio)
    else if (!(await serveStatic(req, res, PAGES.get(path) ?? path, parts.folders))) notHere(res)
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
