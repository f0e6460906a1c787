import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { assert } from 'chai'
import { exportJWK, SignJWT, type JWK } from 'jose'
import { afterAll, afterEach, beforeAll, beforeEach, describe, it, vi } from 'vitest'
import { jwtAuth } from '../../src/auth.js'
import type { SignedIn } from '../../src/index.js'
import { listen, type Listening } from '../mount/node-server.js'

const context = { native: {}, address: null, waitUntil: () => undefined }

interface Pair {
  readonly privateKey: KeyObject
  readonly jwk: JWK
}

async function pair(kind: 'rsa' | 'rsa1024' | 'ec' | 'ed', more: Partial<JWK> = {}): Promise<Pair> {
  const { publicKey, privateKey } =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : kind === 'ed'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('rsa', { modulusLength: kind === 'rsa' ? 2048 : 1024 })
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), ...more } }
}

function sign({ privateKey }: Pair, header: { alg: string; kid?: string }, claims: object = {}): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + 300
  return new SignJWT({ iss: 'https://idp.test', aud: 'lessons', sub: 'ada', exp, ...claims })
    .setProtectedHeader(header)
    .sign(privateKey)
}

function ask(jwks: string | { keys: readonly unknown[] }, token: string, refused: string[] = []) {
  const authenticate = jwtAuth({
    jwks: jwks as string,
    issuer: 'https://idp.test',
    audience: 'lessons',
    onRefused: (code, claim) => refused.push(claim === null ? code : `${code} ${claim}`),
  })
  const request = new Request('https://lessons.test', { headers: { authorization: `Bearer ${token}` } })
  return authenticate(request, context) as Promise<SignedIn | null>
}

const ADA = { learnerId: 'ada' }

describe('a token and the keys of its provider', () => {
  let one: Pair
  let two: Pair
  let other: Pair
  let ec: Pair
  let short: Pair
  let warned: string[] = []
  let server: Listening
  let served: unknown

  beforeAll(async () => {
    ;[one, two, other, ec, short] = await Promise.all([
      pair('rsa'),
      pair('rsa'),
      pair('rsa'),
      pair('ec'),
      pair('rsa1024'),
    ])
    server = await listen((_req, res) => void res.end(JSON.stringify(served)))
  })
  beforeEach(() => {
    warned = []
    vi.spyOn(console, 'warn').mockImplementation((text: string) => void warned.push(text))
  })
  afterEach(() => vi.restoreAllMocks())
  afterAll(() => server.close())

  it('without a `kid` is checked with each key that it may be signed with', async () => {
    const keys = [one.jwk, two.jwk, ec.jwk]
    for (const signer of [one, two]) assert.deepEqual(await ask({ keys }, await sign(signer, { alg: 'RS256' })), ADA)
    assert.deepEqual(await ask({ keys }, await sign(ec, { alg: 'ES256' })), ADA)
    assert.isNull(await ask({ keys }, await sign(other, { alg: 'RS256' })), 'a key that is not in the set')
  })

  it('whose `kid` two keys have is checked with both', async () => {
    const keys = [one, two].map(({ jwk }) => ({ ...jwk, kid: 'same' }))
    assert.deepEqual(await ask({ keys }, await sign(two, { alg: 'RS256', kid: 'same' })), ADA)
    assert.isNull(await ask({ keys }, await sign(other, { alg: 'RS256', kid: 'same' })))
    assert.isNull(await ask({ keys }, await sign(one, { alg: 'RS256', kid: 'unknown' })))
  })

  it('names the claim that was refused, also where several keys were tried', async () => {
    const refused: string[] = []
    const token = await sign(two, { alg: 'RS256' }, { aud: 'shop' })
    assert.isNull(await ask({ keys: [two.jwk, one.jwk] }, token, refused))
    assert.isNull(await ask({ keys: [one.jwk, two.jwk] }, token, refused))
    assert.deepEqual(refused, Array(2).fill('ERR_JWT_CLAIM_VALIDATION_FAILED aud'))
  })

  it('is let in though a key beside its own is malformed, private or too short, with a warning', async () => {
    const bad: [unknown, RegExp][] = [
      [null, /no key/],
      ['text', /no key/],
      [{}, /no type/],
      [{ kty: 'RSA', n: 'AQAB', e: 'AQAB' }, /2,048 bits/],
      [{ kty: 'RSA' }, /2,048 bits/],
      [{ ...one.jwk, n: undefined }, /2,048 bits/],
      [{ ...ec.jwk, x: 'AAAA' }, /malformed/],
      [{ ...short.jwk }, /2,048 bits/],
      [{ ...(await exportJWK(other.privateKey)) }, /private/],
    ]
    const token = await sign(one, { alg: 'RS256', kid: 'a' })
    for (const [key, words] of bad) {
      warned = []
      assert.deepEqual(await ask({ keys: [key, { ...one.jwk, kid: 'a' }] }, token), ADA, JSON.stringify(key))
      assert.lengthOf(warned, 1)
      assert.match(warned[0]!, words)
      assert.match(warned[0]!, /^ehr-lessons: jwtAuth: key 0 of the key set is ignored/)
    }
  })

  it('is nobody’s where its own key is malformed, for another use or of another algorithm', async () => {
    for (const jwk of [
      { ...one.jwk, e: 7 },
      { ...one.jwk, use: 'enc' },
      { ...one.jwk, alg: 'RS512' },
      { ...one.jwk, alg: 'RSA-OAEP' },
      { ...one.jwk, key_ops: ['encrypt'] },
      { kty: 'oct', k: randomBytes(32).toString('base64url') },
    ]) {
      assert.isNull(await ask({ keys: [jwk] }, await sign(one, { alg: 'RS256' })), JSON.stringify(jwk))
    }
    assert.isNull(await ask({ keys: [] }, await sign(one, { alg: 'RS256' })), 'an empty set')
  })

  it('is not disturbed by keys for encryption, which nobody is warned of', async () => {
    const keys = [{ ...other.jwk, use: 'enc' }, { ...ec.jwk, use: 'enc', alg: 'ECDH-ES' }, one.jwk]
    assert.deepEqual(await ask({ keys }, await sign(one, { alg: 'RS256' })), ADA)
    assert.deepEqual(warned, [])
  })

  it('is treated alike where the keys are fetched; anything but a key set does not count as an answer', async () => {
    const token = await sign(two, { alg: 'RS256' })
    served = { keys: [{ kty: 'RSA' }, null, one.jwk, two.jwk] }
    assert.deepEqual(await ask(server.url, token), ADA)
    assert.lengthOf(warned, 2)
    served = { keys: [one.jwk] }
    assert.isNull(await ask(server.url, token))
    for (const none of [{}, { keys: {} }, [], null, 'text']) {
      served = none
      const error: unknown = await ask(server.url, token).catch((reason: unknown) => reason)
      assert.instanceOf(error, Error, JSON.stringify(none))
    }
  })
})
