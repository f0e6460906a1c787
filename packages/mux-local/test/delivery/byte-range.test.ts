import { describe, it, expect } from 'vitest'
import fc from 'fast-check'
import { contentAnswer } from '../../src/delivery/answers.js'
import { createMux, origin, addressesIn, sign } from '../support/sign.js'

const ask = (body: Uint8Array<ArrayBuffer>, headers: Record<string, string>, method = 'GET') =>
  contentAnswer(new Request(`${origin}/x`, { method, headers }), body, 'video/mp4', 'no-store')
const bytes = fc.uint8Array({ minLength: 1, maxLength: 64 }).map((array) => new Uint8Array(array))

describe('a byte range', () => {
  it('gives exactly the bytes asked for, or 416 when it begins behind the end', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, fc.nat(80), fc.option(fc.nat(80)), async (body, from, length) => {
        const to = length === null ? '' : String(from + length)
        const response = ask(body, { range: `bytes=${from}-${to}` })
        if (from >= body.length) {
          expect(response.status).toBe(416)
          expect(response.headers.get('content-range')).toBe(`bytes */${body.length}`)
          return
        }
        const wanted = body.slice(from, length === null ? undefined : from + length + 1)
        expect(response.status).toBe(206)
        expect(response.headers.get('content-range')).toBe(`bytes ${from}-${from + wanted.length - 1}/${body.length}`)
        expect(response.headers.get('content-length')).toBe(String(wanted.length))
        expect(new Uint8Array(await response.arrayBuffer())).toEqual(wanted)
      }),
    )
  })

  it('counted from the end gives the last bytes', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 80 }), async (body, length) => {
        const response = ask(body, { range: `bytes=-${length}` })
        expect(response.status).toBe(206)
        expect(new Uint8Array(await response.arrayBuffer())).toEqual(body.slice(-length))
      }),
    )
    expect(ask(new Uint8Array(4), { range: 'bytes=-0' }).status).toBe(416)
  })

  it('that makes no sense is ignored, as HTTP allows', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.constantFrom('bytes=-', 'bytes=5-2', 'items=0-1', 'bytes=0-1,3-4', 'x', ''),
        (body, range) => {
          expect(ask(body, { range }).status).toBe(200)
        },
      ),
    )
  })

  it('applies under If-Range only to the same content', () => {
    const body = new Uint8Array([1, 2, 3])
    const etag = ask(body, {}).headers.get('etag') ?? ''
    expect(ask(body, { range: 'bytes=0-0', 'if-range': etag }).status).toBe(206)
    expect(ask(body, { range: 'bytes=0-0', 'if-range': '"other"' }).status).toBe(200)
  })

  it('and HEAD agree on the length without sending anything', async () => {
    const response = ask(new Uint8Array(10), { range: 'bytes=2-4' }, 'HEAD')
    expect(response.status).toBe(206)
    expect(response.headers.get('content-length')).toBe('3')
    expect((await response.arrayBuffer()).byteLength).toBe(0)
  })

  it('of a segment is served from its signed address', async () => {
    const { mux, get } = createMux()
    const { playbackId = '' } = mux.assets[0] ?? {}
    const master = await get(`${origin}/${playbackId}.m3u8?token=${await sign({ sub: playbackId, aud: 'v' })}`)
    const [, smallest = ''] = addressesIn(await master.text())
    const [, segment = ''] = addressesIn(await (await get(smallest)).text())
    const whole = new Uint8Array(await (await get(segment)).arrayBuffer())
    const part = await get(segment, { headers: { range: 'bytes=100-199' } })
    expect(part.status).toBe(206)
    expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(100, 200))
  })
})

describe('an answer', () => {
  it('with the ETag that the browser already has is 304 without a body', async () => {
    const body = new Uint8Array([1, 2, 3])
    const etag = ask(body, {}).headers.get('etag') ?? ''
    const response = ask(body, { 'if-none-match': `"x", W/${etag}` })
    expect(response.status).toBe(304)
    expect((await response.arrayBuffer()).byteLength).toBe(0)
    expect(ask(body, { 'if-none-match': '"x"' }).status).toBe(200)
  })

  it('may be read by pages of any origin, with its range headers', () => {
    const { headers } = ask(new Uint8Array(1), {})
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('access-control-expose-headers')).toMatch(/Content-Range/)
    expect(headers.get('accept-ranges')).toBe('bytes')
  })

  it('to a preflight allows Range on any path, without a token', async () => {
    const { mux, get } = createMux()
    for (const path of [`/${mux.assets[0]?.playbackId}.m3u8`, '/v1/x.m4s']) {
      const response = await get(`${origin}${path}`, {
        method: 'OPTIONS',
        headers: { origin: 'https://elsewhere.example', 'access-control-request-headers': 'range' },
      })
      expect(response.status).toBe(204)
      expect(response.headers.get('access-control-allow-origin')).toBe('*')
      expect(response.headers.get('access-control-allow-headers')).toMatch(/Range/)
      expect(response.headers.get('access-control-allow-methods')).toMatch(/GET/)
    }
  })
})
