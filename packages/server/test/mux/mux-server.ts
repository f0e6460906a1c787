import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request as it came. */
export interface MuxRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: unknown
}

export interface MuxAnswer {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Never answers. */
  readonly hangs?: boolean
  /** Answers when this is over. */
  readonly until?: Promise<unknown>
}

/** A real HTTP server in the place of Mux: it keeps what it is asked, and `answer` decides what it says. */
export interface MuxServer {
  readonly url: string
  readonly requests: MuxRequest[]
  answer: (request: MuxRequest) => MuxAnswer
  close(): Promise<void>
}

export async function openMuxServer(): Promise<MuxServer> {
  const requests: MuxRequest[] = []
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const text = Buffer.concat(chunks).toString()
      const { method = '', url = '', headers } = incoming
      const request = { method, path: url, headers, body: text === '' ? null : (JSON.parse(text) as unknown) }
      requests.push(request)
      const { status = 200, body, headers: more = {}, hangs = false, until } = mux.answer(request)
      if (hangs) return
      const answer = () => {
        response.writeHead(status, { 'content-type': 'application/json', ...more })
        response.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
      }
      if (until) void until.then(answer)
      else answer()
    })
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const mux: MuxServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port.toString()}`,
    requests,
    answer: () => ({ status: 404 }),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
  return mux
}
