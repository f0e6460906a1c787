import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { bodyChunks } from '../body-chunks.js'
import type { Clock } from '../clock.js'
import type { UploadRecord } from '../model/state.js'
import type { StateStore } from '../model/state-store.js'
import { type ContentRange, parseContentRange } from './content-range.js'

/** Parts of a file, except the last, are kept in multiples of this many bytes. */
const GRAIN = 256 * 1024

export interface UploadReceiver {
  /** Answers a request to the address of an upload. */
  fetch(request: Request, token: string): Promise<Response>
}

/** Marks an upload that was not finished in time. Nobody is informed: Mux has no webhook for it. */
export function expireUpload(upload: UploadRecord, now: number): void {
  if (upload.status === 'waiting' && !upload.complete && now >= upload.created + upload.timeout * 1000)
    upload.status = 'timed_out'
}

const originOf = (text: string) => {
  try {
    return new URL(text).origin
  } catch {
    return text
  }
}

/** Only a page of the upload's `cors_origin` may read the answers. */
function corsHeaders(request: Request, upload: UploadRecord): Record<string, string> {
  const origin = request.headers.get('origin')
  if (origin === null) return {}
  const allowed = upload.corsOrigin === '*' ? '*' : originOf(upload.corsOrigin)
  if (allowed !== '*' && allowed !== origin) return { vary: 'Origin' }
  return {
    'access-control-allow-origin': allowed,
    'access-control-expose-headers': 'Range, Content-Length, Content-Type',
    vary: 'Origin',
  }
}

/** Receives files as Google Cloud Storage does, where Mux's direct uploads go: resumable, in parts. */
export function createUploadReceiver(parts: {
  readonly store: StateStore
  readonly clock: Clock
  readonly complete: (upload: UploadRecord) => void
}): UploadReceiver {
  const { store, clock } = parts
  const busy = new Set<string>()

  /** Writes the body behind what is kept; what was kept already is passed over. Returns the bytes that arrived, and whether all did. */
  async function write(request: Request, upload: UploadRecord, from: number): Promise<{ end: number; whole: boolean }> {
    const file = await open(join(store.directory('uploads'), upload.id), upload.received === 0 ? 'w' : 'r+')
    let at = from
    let whole = true
    try {
      for await (const chunk of bodyChunks(request)) {
        const skip = Math.max(0, Math.min(chunk.length, upload.received - at))
        const data = chunk.subarray(skip)
        if (data.length > 0) await file.write(data, 0, data.length, at + skip)
        at += chunk.length
      }
    } catch {
      // The connection was cut: what has arrived is kept.
      whole = false
    } finally {
      await file.close()
    }
    return { end: at, whole }
  }

  async function receive(request: Request, upload: UploadRecord, range: (ContentRange & { kind: 'part' }) | undefined) {
    const from = range?.from ?? 0
    if (range === undefined) upload.received = 0
    if (from > upload.received) {
      return text(
        503,
        `The part begins at byte ${from.toString()}, but only ${upload.received.toString()} bytes are here`,
      )
    }
    const isLast = range === undefined || (range.total !== undefined && range.to === range.total - 1)
    if (range && !isLast && range.to - range.from + 1 < GRAIN) {
      return text(400, `A part that is not the last has at least ${GRAIN.toString()} bytes, best a multiple of that`)
    }
    const { end, whole } = await write(request, upload, from)
    const expected = range ? range.to + 1 : end
    const finished = whole && isLast && end === expected && end > 0
    if (whole && end > expected) return text(400, 'The body is longer than its Content-Range says')
    const kept = finished ? end : end - (end % GRAIN)
    upload.received = Math.max(upload.received, kept)
    if (finished) {
      upload.complete = true
      if (upload.status === 'waiting') parts.complete(upload)
    }
    store.save()
    return progress(upload)
  }

  const text = (status: number, message: string) =>
    new Response(message, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })

  /** 200 when the whole file is here, else 308 with what is. */
  function progress(upload: UploadRecord): Response {
    if (upload.complete) return new Response(null, { status: 200 })
    const range = upload.received > 0 ? { range: `bytes=0-${(upload.received - 1).toString()}` } : undefined
    return new Response(null, { status: 308, ...(range ? { headers: range } : {}) })
  }

  async function put(request: Request, upload: UploadRecord): Promise<Response> {
    expireUpload(upload, clock.now())
    if (upload.status === 'timed_out') return text(410, 'The upload was not finished in time')
    const header = request.headers.get('content-range')
    const range = header === null ? undefined : parseContentRange(header)
    if (header !== null && range === undefined) return text(400, 'The Content-Range cannot be read')
    if (upload.complete || range?.kind === 'status') return progress(upload)
    if (busy.has(upload.id)) return text(503, 'Another part of this file is arriving')
    busy.add(upload.id)
    try {
      return await receive(request, upload, range)
    } finally {
      busy.delete(upload.id)
    }
  }

  return {
    async fetch(request, token) {
      const upload = store.state.uploads.find((each) => each.token === token)
      if (!upload) return text(404, 'There is no upload at this address')
      const cors = corsHeaders(request, upload)
      if (request.method === 'OPTIONS') {
        const allowed = 'access-control-allow-origin' in cors
        const methods = { 'access-control-allow-methods': 'PUT, OPTIONS', 'access-control-max-age': '3600' }
        const headers = { 'access-control-allow-headers': 'Content-Type, Content-Range, Authorization' }
        return new Response(null, {
          status: allowed ? 204 : 403,
          headers: allowed ? { ...cors, ...methods, ...headers } : cors,
        })
      }
      const response =
        request.method === 'PUT' ? await put(request, upload) : text(405, 'Only PUT and OPTIONS are served')
      for (const [name, value] of Object.entries(cors)) response.headers.set(name, value)
      return response
    },
  }
}
