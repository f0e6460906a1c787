import { describe, it, expect, beforeEach } from 'vitest'
import { addressesIn, createMux, inAnHour, origin, sign, start } from '../support/sign.js'

const { mux, get, clock } = createMux()
const asset = mux.assets[0]

async function textAt(url: string) {
  const response = await get(url)
  expect(response.status).toBe(200)
  return response.text()
}

async function masterOf(playbackId = asset?.playbackId) {
  return textAt(`${origin}/${playbackId}.m3u8?token=${await sign({ sub: playbackId, aud: 'v' })}`)
}

/** All addresses below the master: playlists, init and media segments, captions. */
async function childrenOf(playbackId = asset?.playbackId): Promise<string[]> {
  const playlists = addressesIn(await masterOf(playbackId))
  const inner = await Promise.all(playlists.map(async (url) => addressesIn(await textAt(url))))
  return [...playlists, ...inner.flat()]
}

describe('the addresses inside a playlist', () => {
  beforeEach(() => {
    clock.now = start
  })

  it('are absolute, opaque, and carry an end and a signature instead of the token', async () => {
    const children = await childrenOf()
    expect(children.length).toBeGreaterThan(15)
    expect(new Set(children).size).toBe(children.length)
    for (const child of children) {
      const url = new URL(child)
      expect(url.origin).toBe(origin)
      expect(url.pathname).toMatch(/^\/v1\/[A-Za-z0-9_-]{24}\.(m3u8|mp4|m4s|vtt)$/)
      expect([...url.searchParams.keys()]).toEqual(['expires', 'signature'])
      expect(url.searchParams.get('expires')).toBe(String(inAnHour))
      expect(child).not.toContain(String(asset?.playbackId))
    }
  })

  it('answer 200 until the token that made them expires, then 403', async () => {
    const children = await childrenOf()
    clock.now = inAnHour * 1000 - 1
    for (const child of children) expect((await get(child)).status).toBe(200)
    clock.now = inAnHour * 1000
    for (const child of children) expect((await get(child)).status).toBe(403)
  })

  it('are refused when signature or end is altered or missing', async () => {
    for (const child of await childrenOf()) {
      const change = (edit: (query: URLSearchParams) => void) => {
        const url = new URL(child)
        edit(url.searchParams)
        return get(url.href)
      }
      const signature = new URL(child).searchParams.get('signature') ?? ''
      const attempts = [
        change((q) => q.delete('signature')),
        change((q) => q.delete('expires')),
        change((q) => q.set('expires', String(inAnHour + 3600))),
        change((q) => q.set('expires', 'Infinity')),
        change((q) => q.set('expires', '')),
        change((q) => q.set('signature', '')),
        change((q) => q.set('signature', `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`)),
        change((q) => q.set('signature', signature.slice(0, -4))),
      ]
      for (const response of await Promise.all(attempts)) expect(response.status).toBe(403)
    }
  })

  it('are refused when their query is moved to another path', async () => {
    const children = (await childrenOf()).map((child) => new URL(child))
    for (const [i, child] of children.entries()) {
      const other = children[(i + 1) % children.length]
      expect((await get(`${origin}${other?.pathname}${child.search}`)).status).toBe(403)
    }
  })

  it('are refused by a server with another secret', async () => {
    const { get: elsewhere } = createMux({ childSecret: new Uint8Array(32).fill(1) })
    for (const child of await childrenOf()) expect((await elsewhere(child)).status).toBe(403)
  })
})

describe('a path that is not a route', () => {
  it('gives 404, whatever it tries to climb to', async () => {
    const attempts = [
      '/',
      '/package.json',
      '/course.json',
      '/../../package.json',
      '/%2e%2e/%2e%2e/package.json',
      '/..%2f..%2fpackage.json',
      '/v1/..%2f..%2fcourse.json',
      '/v1/../course.json',
      '/fire-safety-1/720p/0.m4s',
      `/${asset?.playbackId}/thumbnail.svg`,
      `/${asset?.playbackId}/../../storyboard.txt`,
      '/%00.m3u8',
    ]
    for (const path of attempts) expect((await get(`${origin}${path}`)).status, path).toBe(404)
  })

  it('cannot be reached through the name of a child without its signature', async () => {
    expect((await get(`${origin}/v1/${'A'.repeat(24)}.m4s`)).status).toBe(403)
  })

  it('refuses every method but GET, HEAD and OPTIONS', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH']) {
      const response = await get(`${origin}/${asset?.playbackId}.m3u8`, { method })
      expect(response.status).toBe(405)
      expect(response.headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    }
  })
})
