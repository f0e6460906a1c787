import { importJWK, type JWK, type JSONWebKeySet } from 'jose'
import { CONSOLE } from '../app/logger.js'

/** Characters of a modulus of 2,048 bits: a shorter key is refused when it is used, so it is left out at once. */
const MIN_MODULUS = 342
/** The algorithm to read a key with that names none. */
const BY_TYPE: Readonly<Record<string, string>> = { RSA: 'RS256', OKP: 'EdDSA' }
const BY_CURVE: Readonly<Record<string, string>> = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' }

/**
 * Reads a set of public keys, without those that can check no signature: one of them must not keep everybody out.
 *
 * A key for encryption, and one of a kind that signs nothing, is left out quietly. One that is malformed, too short or
 * private is left out with a warning that names its place in the set and nothing of it. Throws for what is no key set.
 */
export async function readKeySet(value: unknown): Promise<JSONWebKeySet> {
  const list: unknown = typeof value === 'object' && value !== null ? (value as Partial<JSONWebKeySet>).keys : null
  if (!Array.isArray(list)) throw new Error('What was answered is no key set.')
  const read = await Promise.all(list.map((key: unknown, index) => readKey(key, index)))
  return { keys: read.filter((key) => key !== null) }
}

async function readKey(value: unknown, index: number): Promise<JWK | null> {
  if (typeof value !== 'object' || value === null) return ignore(index, 'it is no key')
  const key = value as JWK
  const alg = algorithmOf(key)
  if (key.use === 'enc' || (alg === null && typeof key.kty === 'string')) return null
  if (alg === null) return ignore(index, 'it names no type')
  if ('d' in key) return ignore(index, 'it is private, and everybody can read it')
  if (key.kty === 'RSA' && String(key.n).length < MIN_MODULUS) return ignore(index, 'it has less than 2,048 bits')
  try {
    await importJWK(key, alg)
    return key
  } catch {
    return ignore(index, 'it is malformed')
  }
}

/** An algorithm of the key's own that signs nothing, such as `RSA-OAEP`, is given back as `null`. */
function algorithmOf({ kty, crv, alg }: JWK): string | null {
  const byKind = kty === 'EC' ? BY_CURVE[String(crv)] : BY_TYPE[String(kty)]
  if (byKind === undefined) return null
  if (alg === undefined) return byKind
  return /^((RS|PS|ES)(256|384|512)|EdDSA|Ed25519)$/.test(alg) ? alg : null
}

function ignore(index: number, reason: string): null {
  CONSOLE.warn(`jwtAuth: key ${index.toString()} of the key set is ignored: ${reason}.`)
  return null
}
