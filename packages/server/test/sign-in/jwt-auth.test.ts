import { createHmac, randomBytes } from 'node:crypto'
import { inspect } from 'node:util'
import { assert } from 'chai'
import { SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, describe, it, vi } from 'vitest'
import { jwtAuth, supabaseAuth, type JwtAuthOptions } from '../../src/auth.js'
import type { HostContext, SignedIn } from '../../src/index.js'
import { assertProblem, LessonServer, openTestDatabase } from '../http/lesson-server.js'
import type { TestDatabase } from '../support/database.js'
import { KeyServer } from './key-server.js'

const context: HostContext = { native: {}, address: null, waitUntil: () => undefined }

async function ask(authenticate: ReturnType<typeof jwtAuth>, token: string | null): Promise<SignedIn | null> {
  const headers: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  return authenticate(new Request('https://lessons.test/v1/courses', { headers }), context)
}

const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('signing in with tokens of an identity provider', () => {
  const provider = new KeyServer()
  let options: JwtAuthOptions
  const refused: string[] = []

  beforeAll(async () => {
    provider.addKey('rsa', 'RS256')
    provider.addKey('ec', 'ES256')
    provider.addKey('ed', 'EdDSA')
    await provider.listen()
    options = {
      jwks: provider.jwks,
      issuer: provider.url,
      audience: 'lessons',
      onRefused: (code, claim) => refused.push(claim === null ? code : `${code} ${claim}`),
    }
  })
  afterEach(() => {
    provider.mood = 'well'
    refused.length = 0
    vi.useRealTimers()
  })
  afterAll(() => provider.close())

  it('lets in who carries a good one, whatever kind of key signed it, and asks for the keys once', async () => {
    const authenticate = jwtAuth(options)
    const before = provider.asked
    for (const kid of ['rsa', 'ec', 'ed']) {
      assert.deepEqual(await ask(authenticate, await provider.sign(kid)), { learnerId: 'ada' })
    }
    assert.equal(provider.asked - before, 1)
  })

  it('takes the key set itself in place of its address', async () => {
    const jwks = (await (await fetch(provider.jwks)).json()) as { keys: [] }
    assert.deepEqual(await ask(jwtAuth({ ...options, jwks }), await provider.sign('ec')), { learnerId: 'ada' })
  })

  it('is nobody without a token, or with another kind of sign-in', async () => {
    const authenticate = jwtAuth(options)
    assert.isNull(await ask(authenticate, null))
    const headers = { authorization: 'Basic YWRhOnNlY3JldA==' }
    assert.isNull(await authenticate(new Request('https://lessons.test/', { headers }), context))
  })

  const now = () => Math.floor(Date.now() / 1000)
  const wrong: [string, () => string | Promise<string>, string][] = [
    [
      'one of another issuer',
      () => provider.sign('rsa', { iss: 'https://evil.example' }),
      'ERR_JWT_CLAIM_VALIDATION_FAILED iss',
    ],
    ['one without an issuer', () => provider.sign('rsa', { iss: undefined }), 'ERR_JWT_CLAIM_VALIDATION_FAILED iss'],
    ['one for another audience', () => provider.sign('rsa', { aud: 'shop' }), 'ERR_JWT_CLAIM_VALIDATION_FAILED aud'],
    ['one without an audience', () => provider.sign('rsa', { aud: undefined }), 'ERR_JWT_CLAIM_VALIDATION_FAILED aud'],
    ['one that has expired', () => provider.sign('rsa', { exp: now() - 60 }), 'ERR_JWT_EXPIRED exp'],
    ['one that never expires', () => provider.sign('rsa', { exp: undefined }), 'ERR_JWT_CLAIM_VALIDATION_FAILED exp'],
    [
      'one that is not good yet',
      () => provider.sign('rsa', { nbf: now() + 60 }),
      'ERR_JWT_CLAIM_VALIDATION_FAILED nbf',
    ],
    ['one that names nobody', () => provider.sign('rsa', { sub: undefined }), 'ERR_NO_LEARNER'],
    ['one for half of a character', () => provider.sign('rsa', { sub: '\ud800' }), 'ERR_NO_LEARNER'],
    ['one for a null character', () => provider.sign('rsa', { sub: 'a\u0000' }), 'ERR_NO_LEARNER'],
    [
      'one without a signature (alg none)',
      () => `${base64url({ alg: 'none' })}.${base64url(provider.claims())}.`,
      'ERR_JOSE_ALG_NOT_ALLOWED',
    ],
    ['one that calls the public key a secret', () => confuse(provider), 'ERR_JOSE_ALG_NOT_ALLOWED'],
    [
      'one whose claims were changed',
      async () => change(await provider.sign('rsa')),
      'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    ],
    [
      'one that asks for what we do not know',
      () => `${base64url({ alg: 'RS256', kid: 'rsa', crit: ['x'], x: 1 })}.${base64url({})}.AAAA`,
      'ERR_JOSE_NOT_SUPPORTED',
    ],
    ['three words', () => 'not.a.token', 'ERR_JWS_INVALID'],
    ['one word', () => 'token', 'ERR_JWS_INVALID'],
  ]
  for (const [name, makeToken, reason] of wrong) {
    it(`refuses ${name}`, async () => {
      assert.isNull(await ask(jwtAuth(options), await makeToken()))
      assert.deepEqual(refused, [reason])
    })
  }

  it('forgives clocks that differ by a few seconds', async () => {
    assert.isNotNull(await ask(jwtAuth(options), await provider.sign('rsa', { exp: now() - 2 })))
    assert.isNull(await ask(jwtAuth({ ...options, clockTolerance: 0 }), await provider.sign('rsa', { exp: now() - 2 })))
  })

  it('reads learner, roles and tenant from the claims that are named, and no role from others', async () => {
    const claims = { learnerId: 'uid', roles: ['app', 'roles'], tenantId: 'https://example.com/tenant' } as const
    const authenticate = jwtAuth({ ...options, claims })
    const token = (more: object) =>
      provider.sign('rsa', { uid: 42, app: { roles: ['admin', 7] }, 'https://example.com/tenant': 't1', ...more })
    assert.deepEqual(await ask(authenticate, await token({})), { learnerId: '42', roles: ['admin'], tenantId: 't1' })
    assert.deepEqual(await ask(authenticate, await token({ app: { roles: 'learner course_owner' } })), {
      learnerId: '42',
      roles: ['learner', 'course_owner'],
      tenantId: 't1',
    })
    assert.deepEqual(await ask(authenticate, await token({ app: null })), { learnerId: '42', tenantId: 't1' })
    assert.isNull(await ask(authenticate, await token({ 'https://example.com/tenant': undefined })), 'another tenant')
    assert.isNull(await ask(authenticate, await token({ uid: 'x'.repeat(256) })))
    const plain = await ask(jwtAuth(options), await provider.sign('rsa', { roles: ['admin'], tenantId: 't1' }))
    assert.deepEqual(plain, { learnerId: 'ada' })
  })

  it('throws while the keys cannot be had, and lets in again when they can', async () => {
    const authenticate = jwtAuth(options)
    const token = await provider.sign('rsa')
    for (const mood of ['down', 'junk'] as const) {
      provider.mood = mood
      const error: unknown = await ask(authenticate, token).catch((reason: unknown) => reason)
      assert.instanceOf(error, Error)
      assert.notInclude(inspect(error), token)
    }
    provider.mood = 'well'
    assert.isNotNull(await ask(authenticate, token))
  })

  it('throws when nobody answers where the keys should be', async () => {
    const gone = new KeyServer()
    await gone.listen()
    const { jwks } = gone
    await gone.close()
    const error: unknown = await ask(jwtAuth({ ...options, jwks }), await provider.sign('rsa')).catch((e: unknown) => e)
    assert.instanceOf(error, Error)
  })

  it('needs no keys to refuse what names an algorithm that nobody allowed', async () => {
    provider.mood = 'down'
    assert.isNull(await ask(jwtAuth(options), `${base64url({ alg: 'none' })}.${base64url({})}.`))
  })

  it('learns a key that the provider changed to, but does not ask for one at every token', async () => {
    const authenticate = jwtAuth(options)
    await ask(authenticate, await provider.sign('rsa'))
    const asked = provider.asked
    provider.addKey('next', 'ES256')
    assert.isNull(await ask(authenticate, await provider.sign('next')))
    assert.isNull(await ask(authenticate, await provider.sign('next')))
    assert.equal(provider.asked, asked)
    const token = await provider.sign('next')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 31_000 })
    assert.deepEqual(await ask(authenticate, token), { learnerId: 'ada' })
    assert.equal(provider.asked, asked + 1)
  })

  it('works with a secret of 32 bytes or more, and takes nothing that a key pair signed', async () => {
    const secret = randomBytes(32)
    const authenticate = jwtAuth({ secret, issuer: provider.url, audience: ['other', 'lessons'] })
    const token = await new SignJWT(provider.claims()).setProtectedHeader({ alg: 'HS256' }).sign(secret)
    assert.deepEqual(await ask(authenticate, token), { learnerId: 'ada' })
    assert.isNull(await ask(authenticate, await provider.sign('rsa')))
    const other = await new SignJWT(provider.claims()).setProtectedHeader({ alg: 'HS256' }).sign(randomBytes(32))
    assert.isNull(await ask(authenticate, other))
  })

  it('refuses wrong options with words, and never quotes a secret', () => {
    const secret = 'a-secret-that-is-long-enough-for-hs256'
    const cases: [object, RegExp][] = [
      [{}, /expected either `jwks` or `secret`/],
      [{ jwks: provider.jwks, secret }, /expected either `jwks` or `secret`/],
      [{ secret: 'a-short-secret' }, /at least 32 bytes/],
      [{ jwks: 'http://idp.example/keys' }, /an https address/],
      [{ jwks: 'keys' }, /an https address/],
      [{ jwks: { key: 1 } }, /a key set `\{ keys/],
      [{ secret, issuer: '' }, /`issuer`/],
      [{ secret, issuer: undefined }, /`issuer`/],
      [{ secret, audience: [] }, /`audience`/],
      [{ secret, claims: { role: 'x' } }, /no option `claims\.role`/],
      [{ secret, claims: { roles: [] } }, /`claims\.roles` to be a claim/],
      [{ secret, clockTolerance: -1 }, /`clockTolerance`/],
    ]
    for (const [given, words] of cases) {
      const make = () => jwtAuth({ issuer: 'https://idp.example', audience: 'lessons', ...given } as JwtAuthOptions)
      try {
        make()
        assert.fail(`taken: ${words.source}`)
      } catch (error) {
        assert.instanceOf(error, TypeError)
        assert.match((error as Error).message, words)
        assert.notMatch(inspect(error), /a-secret-that|a-short-secret/)
      }
    }
  })
})

describe('signing in with Supabase', () => {
  const provider = new KeyServer()

  beforeAll(async () => {
    provider.addKey('ec', 'ES256')
    await provider.listen()
  })
  afterAll(() => provider.close())

  it('lets in users of the project, and neither its API keys nor other projects', async () => {
    const authenticate = supabaseAuth({ url: `${provider.url}/`, claims: { roles: ['app_metadata', 'roles'] } })
    const user = { iss: `${provider.url}/auth/v1`, aud: 'authenticated', role: 'authenticated', sub: 'a-uuid' }
    assert.deepEqual(await ask(authenticate, await provider.sign('ec', user)), { learnerId: 'a-uuid' })
    const admin = { ...user, app_metadata: { roles: ['admin'] }, user_metadata: { roles: ['service'] } }
    assert.deepEqual(await ask(authenticate, await provider.sign('ec', admin)), {
      learnerId: 'a-uuid',
      roles: ['admin'],
    })
    for (const other of [{ iss: 'https://other.supabase.co/auth/v1' }, { aud: 'anon' }, { aud: undefined }]) {
      assert.isNull(await ask(authenticate, await provider.sign('ec', { ...user, ...other })))
    }
  })

  it('takes the secret of a project that still signs with one', async () => {
    const secret = randomBytes(40).toString('base64')
    const url = 'https://abc.supabase.co'
    const token = await new SignJWT(provider.claims({ iss: `${url}/auth/v1`, aud: 'authenticated' }))
      .setProtectedHeader({ alg: 'HS256' })
      .sign(Buffer.from(secret))
    assert.deepEqual(await ask(supabaseAuth({ url, secret }), token), { learnerId: 'ada' })
    assert.throws(() => supabaseAuth({ url: 'abc' }), TypeError, 'https://<project>.supabase.co')
  })
})

describe('a handler whose learners carry tokens', () => {
  const provider = new KeyServer()
  let database: TestDatabase

  beforeAll(async () => {
    provider.addKey('rsa', 'RS256')
    await provider.listen()
    database = openTestDatabase()
  })
  afterAll(async () => {
    await database.close()
    await provider.close()
  })

  it('answers 200 to a learner, 401 to nobody, 503 while the keys cannot be had, and reveals no token', async () => {
    const options = { jwks: provider.jwks, issuer: provider.url, audience: 'lessons', claims: { tenantId: 'org' } }
    const server = new LessonServer(database.openStore(), { authenticate: jwtAuth(options) })
    const token = await provider.sign('rsa', { org: 'somewhere' })
    const call = (bearer: string) => server.ask(null, '/v1/courses', { headers: { authorization: `Bearer ${bearer}` } })
    provider.mood = 'down'
    const unavailable = await call(token)
    assertProblem(unavailable, 503, 'authentication_unavailable')
    assert.equal(unavailable.headers.get('retry-after'), '5')
    provider.mood = 'well'
    assert.equal((await call(token)).status, 200)
    assertProblem(await server.ask(null, '/v1/courses'), 401, 'unauthenticated')
    assertProblem(await call(await provider.sign('rsa', { aud: 'shop' })), 401, 'unauthenticated')
    server.watch.assertNothingLeaked('ada')
  })
})

/** The old confusion: HMAC with the public key, which everybody knows, as its secret. */
function confuse(provider: KeyServer): string {
  const signed = `${base64url({ alg: 'HS256', kid: 'rsa' })}.${base64url(provider.claims())}`
  return `${signed}.${createHmac('sha256', provider.publicPem('rsa')).update(signed).digest('base64url')}`
}

function change(token: string): string {
  const [header, payload, signature] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as object
  return `${header!}.${base64url({ ...claims, sub: 'eve' })}.${signature!}`
}
