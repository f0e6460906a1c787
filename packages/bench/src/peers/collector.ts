import type { VirtualTime } from './virtual-time.js'
import type { Stretch } from './truth.js'

/**
 * What happens to a request: it arrives; nobody answers (`lost`); it is answered with HTTP 500; or something on the way answers 200 with its own page (`portal`).
 */
export type Weather = 'fair' | 'lost' | 'failing' | 'portal'

/** Reads the stretches out of a request body, and makes the answer that the peer's own server would give. */
export interface Dialect {
  read(body: string): readonly Stretch[]
  answer(body: string): unknown
}

/** The server, and everything between it and the pages. */
export interface Collector {
  weather: Weather
  readonly requests: number
  readonly received: readonly Stretch[]
  fetch(url: string, init?: { readonly body?: unknown; readonly signal?: AbortSignal | null }): Promise<Response>
}

/** From leaving to the answer, in milliseconds. */
const ROUND_TRIP_MS = 80

/** Makes a server that understands one peer. */
export function createCollector({ clock }: VirtualTime, dialect: Dialect): Collector {
  const received: Stretch[] = []
  let requests = 0
  const collector: Collector = {
    weather: 'fair',
    get requests() {
      return requests
    },
    received,
    async fetch(_url, init = {}) {
      const text = await readBody(init.body)
      requests += 1
      await new Promise<void>((resolve, reject) => {
        clock.setTimeout(() => resolve(), ROUND_TRIP_MS)
        init.signal?.addEventListener('abort', () => reject(new DOMException('Aborted.', 'AbortError')))
      })
      switch (collector.weather) {
        case 'lost':
          throw new TypeError('Failed to fetch')
        case 'failing':
          return new Response('Internal Server Error', { status: 500 })
        case 'portal':
          return new Response('<!doctype html><title>Welcome to the guest network</title>', {
            headers: { 'content-type': 'text/html' },
          })
        case 'fair':
          received.push(...dialect.read(text))
          return Response.json(dialect.answer(text))
      }
    },
  }
  return collector
}

async function readBody(body: unknown): Promise<string> {
  if (typeof body === 'string') return body
  return body instanceof Uint8Array || body instanceof Blob ? new Response(body as BodyInit).text() : ''
}
