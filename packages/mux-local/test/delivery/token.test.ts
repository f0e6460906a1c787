import { describe, it, expect, beforeEach } from 'vitest'
import { SignJWT, UnsecuredJWT } from 'jose'
import { createMux, inAnHour, key, origin, otherKey, privateKeyOf, sign } from '../support/sign.js'

const { mux, get, clock } = createMux()
const [first = '', second = ''] = mux.assets.map((asset) => asset.playbackId)
const routes = [
  { aud: 'v', path: `/${first}.m3u8` },
  { aud: 't', path: `/${first}/thumbnail.jpg` },
  { aud: 't', path: `/${first}/thumbnail.webp` },
  { aud: 't', path: `/${first}/thumbnail.png` },
  { aud: 's', path: `/${first}/storyboard.vtt` },
  { aud: 's', path: `/${first}/storyboard.jpg` },
  { aud: 's', path: `/${first}/storyboard.webp` },
] as const

/** Changes one character in the middle, so that bits are lost that every decoder reads. */
const altered = (part: string) => {
  const at = Math.floor(part.length / 2)
  return `${part.slice(0, at)}${part[at] === 'A' ? 'B' : 'A'}${part.slice(at + 1)}`
}

async function expectRefusal(path: string, token: string | undefined, status = 403) {
  const response = await get(`${origin}${path}${token === undefined ? '' : `?token=${token}`}`)
  const body = await response.text()
  expect(response.status).toBe(status)
  expect(response.headers.get('access-control-allow-origin')).toBe('*')
  expect(body).toMatch(/^\{"error":\{"type":"\w+","messages":\["[^"]+"\]\}\}$/)
  if (token) for (const part of token.split('.').filter((text) => text.length > 8)) expect(body).not.toContain(part)
}

describe('a token', () => {
  beforeEach(() => {
    clock.now = inAnHour * 1000 - 3_600_000
  })

  for (const { aud, path } of routes) {
    const route = path.replace(first, 'ID')

    it(`opens ${route} when its audience is ${aud}`, async () => {
      expect((await get(`${origin}${path}?token=${await sign({ sub: first, aud })}`)).status).toBe(200)
    })

    it(`is required for ${route}`, async () => {
      await expectRefusal(path, undefined)
      await expectRefusal(path, '')
    })

    it(`for another audience does not open ${route}`, async () => {
      for (const other of ['v', 't', 's', 'g', 'd'].filter((one) => one !== aud)) {
        await expectRefusal(path, await sign({ sub: first, aud: other }))
      }
    })

    it(`is refused by ${route} when it is for another playback ID, expired, altered or signed with another key`, async () => {
      await expectRefusal(path, await sign({ sub: second, aud }))
      await expectRefusal(path, await sign({ sub: first, aud, exp: clock.now / 1000 }))
      const [header = '', payload = '', signature = ''] = (await sign({ sub: first, aud })).split('.')
      await expectRefusal(path, [header, payload, altered(signature)].join('.'))
      await expectRefusal(path, [header, altered(payload), signature].join('.'))
      const forged = Buffer.from(JSON.stringify({ kid: key.id, sub: first, aud, exp: inAnHour + 1 })).toString(
        'base64url',
      )
      await expectRefusal(path, [header, forged, signature].join('.'))
      await expectRefusal(path, await sign({ sub: first, aud, kid: key.id }, otherKey))
      await expectRefusal(path, await sign({ sub: first, aud }, otherKey))
    })
  }

  const video = `/${first}.m3u8`

  it('ends at the second its exp names', async () => {
    const token = await sign({ sub: first, aud: 'v' })
    clock.now = inAnHour * 1000 - 1
    expect((await get(`${origin}${video}?token=${token}`)).status).toBe(200)
    clock.now = inAnHour * 1000
    await expectRefusal(video, token)
  })

  it('may carry its key id in the header instead of the payload, but not two different ones', async () => {
    const signed = (claims: Record<string, unknown>, kid: string) =>
      new SignJWT({ sub: first, aud: 'v', exp: inAnHour, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid })
        .sign(privateKeyOf(key))
    expect((await get(`${origin}${video}?token=${await signed({}, key.id)}`)).status).toBe(200)
    await expectRefusal(video, await signed({ kid: otherKey.id }, key.id))
    await expectRefusal(video, await signed({}, 'nobody'))
  })

  it('without expiry, subject, audience or key id is refused', async () => {
    await expectRefusal(video, await sign({ sub: first, aud: 'v', exp: undefined }))
    await expectRefusal(video, await sign({ aud: 'v' }))
    await expectRefusal(video, await sign({ sub: first }))
    await expectRefusal(video, await sign({ sub: first, aud: 'v', kid: undefined }))
  })

  it('without a signature (alg none) is refused', async () => {
    await expectRefusal(video, new UnsecuredJWT({ kid: key.id, sub: first, aud: 'v', exp: inAnHour }).encode())
  })

  it('signed with HS256 and the public key as its secret is refused', async () => {
    const token = await new SignJWT({ kid: key.id, sub: first, aud: 'v', exp: inAnHour })
      .setProtectedHeader({ alg: 'HS256', kid: key.id })
      .sign(new TextEncoder().encode(key.publicKey))
    await expectRefusal(video, token)
  })

  it('signed with another RSA algorithm is refused', async () => {
    const token = await new SignJWT({ kid: key.id, sub: first, aud: 'v', exp: inAnHour })
      .setProtectedHeader({ alg: 'RS512' })
      .sign(privateKeyOf(key))
    await expectRefusal(video, token)
  })

  it('that is not a token at all is refused', async () => {
    for (const nonsense of ['x', 'a.b.c', '..', 'null', '%00', 'e30.e30.e30']) await expectRefusal(video, nonsense)
  })

  it('for a playback ID that does not exist gives 404, and only a good token learns that', async () => {
    await expectRefusal('/nobody.m3u8', await sign({ sub: 'nobody', aud: 'v' }), 404)
    await expectRefusal('/nobody.m3u8', undefined)
    await expectRefusal('/nobody.m3u8', await sign({ sub: first, aud: 'v' }))
  })
})
