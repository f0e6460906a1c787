import { generateKeyPairSync } from 'node:crypto'
import { assert } from 'chai'
import { createMuxLocal } from '@enhancedhr/mux-local'
import { decodeJwt, jwtVerify } from 'jose'
import { PlaybackSigner } from '../../src/signing/playback-signer.js'
import type { PlaybackTerms } from '../../src/signing/playback-terms.js'
import { TokenSigner } from '../../src/signing/token-signer.js'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const NOW = 1_800_000_000_000

function signerAt(now: () => number, lifetime = 900, terms: PlaybackTerms = {}): PlaybackSigner {
  const urls = { streamUrl: 'http://127.0.0.1:4173/mux', imageUrl: 'http://127.0.0.1:4173/mux' }
  return new PlaybackSigner({ signer: new TokenSigner('kid', pem), ...urls, lifetime, terms, now })
}

describe('signed playback', () => {
  it('points at the hosts that the options name', async () => {
    const { urls, tokens } = await signerAt(() => NOW).sign('abc')
    assert.equal(urls.stream, `http://127.0.0.1:4173/mux/abc.m3u8?token=${tokens.playback}`)
    assert.equal(urls.poster, `http://127.0.0.1:4173/mux/abc/thumbnail.webp?token=${tokens.thumbnail}`)
  })

  it('lives at least its lifetime and at most a minute longer, on whole steps', async () => {
    for (const lifetime of [5, 20, 900, 86_400]) {
      for (const now of [NOW, NOW + 1, NOW + 59_999]) {
        const { tokens } = await signerAt(() => now, lifetime).sign('abc')
        const left = decodeJwt(tokens.playback).exp! - now / 1000
        assert.isAtLeast(left, lifetime)
        assert.isAtMost(left, lifetime + Math.max(1, Math.min(60, lifetime / 10)))
      }
    }
  })

  it('gives the same tokens within a step and others in the next', async () => {
    let now = NOW + 1
    const signer = signerAt(() => now)
    const [first, together] = await Promise.all([signer.sign('abc'), signer.sign('abc')])
    assert.deepEqual(first, together)
    now += 58_000
    assert.deepEqual(await signer.sign('abc'), first)
    now += 60_000
    assert.notEqual((await signer.sign('abc')).tokens.playback, first.tokens.playback)
    assert.equal(decodeJwt((await signer.sign('xyz')).tokens.storyboard).sub, 'xyz')
  })

  it('is verified by the public half, and by it alone', async () => {
    const { playback } = (await signerAt(() => Date.now()).sign('abc')).tokens
    const { payload } = await jwtVerify(playback, publicKey, { audience: 'v', subject: 'abc', algorithms: ['RS256'] })
    assert.hasAllKeys(payload, ['sub', 'aud', 'exp'])
    const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
    await jwtVerify(playback, stranger).then(
      () => assert.fail('verified'),
      () => undefined,
    )
  })

  it('sends Mux the terms: resolutions for the video alone, a restriction for all, a DRM token when asked', async () => {
    const terms = { maxResolution: '720p', minResolution: '480p', playbackRestrictionId: 'only-our-site' } as const
    const plain = (await signerAt(() => NOW, 900, terms).sign('abc')).tokens
    assert.notProperty(plain, 'drm')
    const { playback, thumbnail, storyboard, drm } = (
      await signerAt(() => NOW, 900, { ...terms, drm: true }).sign('abc')
    ).tokens
    const exp = decodeJwt(playback).exp!
    const restricted = { sub: 'abc', exp, playback_restriction_id: 'only-our-site' }
    assert.deepEqual(decodeJwt(playback), { ...restricted, aud: 'v', max_resolution: '720p', min_resolution: '480p' })
    assert.deepEqual(decodeJwt(thumbnail), { ...restricted, aud: 't' })
    assert.deepEqual(decodeJwt(storyboard), { ...restricted, aud: 's' })
    assert.deepEqual(decodeJwt(drm!), { ...restricted, aud: 'd' })
  })

  it('is capped by the terms at the stand-in as at Mux', async () => {
    const mux = createMuxLocal({ signingKeys: [{ id: 'kid', publicKey }] })
    const { playbackId } = mux.assets[0]!
    const heights = async (terms: PlaybackTerms) => {
      const { urls } = await signerAt(() => Date.now(), 900, terms).sign(playbackId)
      const playlist = await (await mux.fetch(new Request(urls.stream))).text()
      return [...playlist.matchAll(/RESOLUTION=\d+x(\d+)/g)].map(([, height]) => Number(height))
    }
    const all = await heights({})
    assert.isAbove(all.length, 1)
    assert.deepEqual(await heights({ maxResolution: '270p' }), all.slice(0, 1))
    assert.deepEqual(await heights({ minResolution: '2160p' }), all.slice(-1))
  })

  it('asks for one signature however often and at once equal claims are wanted, and forgets the oldest', async () => {
    let signatures = 0
    const subtle = crypto.subtle.sign
    crypto.subtle.sign = function (...args) {
      signatures += 1
      return subtle.apply(crypto.subtle, args)
    }
    try {
      const signer = new TokenSigner('kid', pem, 10)
      const claims = { sub: 'a', aud: 'v', exp: 1, params: { max_resolution: '720p' } } as const
      await Promise.all(Array.from({ length: 100 }, () => signer.sign({ ...claims })))
      await signer.sign(claims)
      assert.equal(signatures, 1)
      await signer.sign({ ...claims, params: { max_resolution: '1080p' } })
      assert.equal(signatures, 2)
      for (let exp = 2; exp <= 11; exp += 1) await signer.sign({ ...claims, exp })
      assert.equal(signatures, 12)
      await signer.sign({ ...claims, exp: 11 })
      assert.equal(signatures, 12)
      await signer.sign(claims)
      assert.equal(signatures, 13)
    } finally {
      crypto.subtle.sign = subtle
    }
  })

  it('signs a claim to the same token on every instance', async () => {
    const claims = { sub: 'a', aud: 'v', exp: 1 } as const
    assert.equal(await new TokenSigner('kid', pem).sign(claims), await new TokenSigner('kid', pem).sign(claims))
  })

  it('says that a key cannot be used without saying which bytes', async () => {
    const broken = new TokenSigner('kid', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n')
    const error: unknown = await broken.ready().then(
      () => null,
      (reason: unknown) => reason,
    )
    assert.match(String(error), /mux\.signingKeys/)
    assert.isUndefined((error as Error).cause)
  })
})
