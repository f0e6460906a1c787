import {
  createLocalJWKSet,
  createRemoteJWKSet,
  customFetch,
  type FetchImplementation,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose'
import { readKeySet } from './read-key-set.js'

/** What tokens are checked with, and the algorithms it may be used for. */
export interface VerificationKey {
  readonly key: Uint8Array | JWTVerifyGetKey
  readonly algorithms: readonly string[]
}

/** Signatures by a private key. None of them takes a secret, so a public key can never pass for one. */
const ASYMMETRIC = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519']
/** Bytes of a secret at least: as many as the digest (RFC 7518 3.2). */
const MIN_SECRET = 32
/** Milliseconds to wait for keys: less than the handler waits for `authenticate`. */
const FETCH_MS = 4_000
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** Reads either `jwks` or `secret`; throws a `TypeError` whose message holds nothing of a secret. */
export function readVerificationKey(options: {
  readonly jwks?: string | URL | JSONWebKeySet
  readonly secret?: string | Uint8Array
}): VerificationKey {
  const { jwks, secret } = options
  if ((jwks === undefined) === (secret === undefined)) {
    throw new TypeError('jwtAuth: expected either `jwks` or `secret`.')
  }
  if (secret !== undefined) return { key: readSecret(secret), algorithms: ['HS256'] }
  if (jwks instanceof URL || typeof jwks === 'string') {
    const key = createRemoteJWKSet(readUrl(jwks), { timeoutDuration: FETCH_MS, [customFetch]: fetchKeySet })
    return { key, algorithms: ASYMMETRIC }
  }
  if (typeof jwks !== 'object' || !Array.isArray((jwks as Partial<JSONWebKeySet>).keys)) {
    throw new TypeError('jwtAuth: expected `jwks` to be the address of a key set, or a key set `{ keys: […] }`.')
  }
  let local: Promise<JWTVerifyGetKey> | undefined
  const key: JWTVerifyGetKey = async (header, token) => {
    local ??= readKeySet(jwks).then(createLocalJWKSet)
    return (await local)(header, token)
  }
  return { key, algorithms: ASYMMETRIC }
}

/** Fetches a key set, and hands on what of it can be used. */
const fetchKeySet: FetchImplementation = async (url, options) => {
  const response = await fetch(url, options)
  return response.status === 200 ? Response.json(await readKeySet(await response.json())) : response
}

function readSecret(secret: string | Uint8Array): Uint8Array {
  const bytes = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret
  if (!(bytes instanceof Uint8Array) || bytes.length < MIN_SECRET) {
    throw new TypeError(`jwtAuth: expected \`secret\` to be a text or bytes, at least ${MIN_SECRET.toString()} bytes.`)
  }
  return bytes
}

function readUrl(address: string | URL): URL {
  const url = URL.canParse(String(address)) ? new URL(address) : null
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.test(url.hostname))
  if (!url || !safe) {
    throw new TypeError('jwtAuth: expected `jwks` to be an https address: who answers there decides who is signed in.')
  }
  return url
}
