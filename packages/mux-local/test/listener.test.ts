import { describe, it, expect, afterEach } from 'vitest'
import { createServer, request, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { addressesIn, createMux, sign } from './support/sign.js'

const { mux } = createMux()
const { playbackId = '' } = mux.assets[0] ?? {}
const servers: Server[] = []

async function serve(listener: RequestListener) {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** Plays the way from the master down to the first segment of every rendition. */
async function walk(base: string) {
  const master = await fetch(`${base}/${playbackId}.m3u8?token=${await sign({ sub: playbackId, aud: 'v' })}`)
  expect(master.status).toBe(200)
  for (const address of addressesIn(await master.text())) {
    expect(address.startsWith(`${base}/v1/`)).toBe(true)
    const list = await fetch(address)
    expect(list.status).toBe(200)
    const [first = ''] = addressesIn(await list.text())
    expect(first.startsWith(`${base}/v1/`)).toBe(true)
    const media = await fetch(first)
    expect(media.status).toBe(200)
    expect((await media.arrayBuffer()).byteLength).toBe(Number(media.headers.get('content-length')))
  }
}

describe('the listener', () => {
  afterEach(async () => {
    await Promise.all(
      servers.splice(0).map(
        (server) =>
          new Promise((resolve) => {
            server.close(resolve)
            server.closeAllConnections()
          }),
      ),
    )
  })

  it("works at the server's root", async () => {
    await walk(await serve(mux.listener))
  })

  it('works below a prefix that the caller leaves in place', async () => {
    await walk(`${await serve(mux.listener)}/deep/mux`)
  })

  it('works below a prefix that a router strips and keeps in originalUrl', async () => {
    const base = await serve((req, res) => {
      Object.assign(req, { originalUrl: req.url, url: req.url?.slice('/mux'.length) })
      mux.listener(req, res)
    })
    await walk(`${base}/mux`)
  })

  it('works behind a caller that strips the prefix itself, with baseUrl', async () => {
    const base = await serve((req: IncomingMessage, res) => {
      req.url = req.url?.slice('/mux'.length) ?? '/'
      local.listener(req, res)
    })
    const { mux: local } = createMux({ baseUrl: `${base}/mux/` })
    await walk(`${base}/mux`)
  })

  it('answers refusals, HEAD and ranges as HTTP asks', async () => {
    const base = await serve(mux.listener)
    expect((await fetch(`${base}/${playbackId}.m3u8`)).status).toBe(403)
    const head = await fetch(`${base}/${playbackId}/thumbnail.jpg?token=${await sign({ sub: playbackId, aud: 't' })}`, {
      method: 'HEAD',
    })
    expect(head.status).toBe(200)
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1000)
    const part = await fetch(
      `${base}/${playbackId}/storyboard.jpg?token=${await sign({ sub: playbackId, aud: 's' })}`,
      {
        headers: { range: 'bytes=0-9' },
      },
    )
    expect(part.status).toBe(206)
    expect((await part.arrayBuffer()).byteLength).toBe(10)
  })

  it('answers raw paths that try to climb or to name another host with 404', async () => {
    const base = new URL(await serve(mux.listener))
    for (const path of [
      '/../../../../etc/passwd',
      '//elsewhere.example/x',
      '/v1/../../course.json',
      '/..%2f..%2fpackage.json',
    ]) {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const req = request({ host: base.hostname, port: base.port, path }, (res) => {
          res.resume()
          resolve(res.statusCode)
        })
        req.on('error', reject)
        req.end()
      })
      expect(status, path).toBe(404)
    }
  })
})
