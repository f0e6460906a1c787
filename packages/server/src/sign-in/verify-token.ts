import { decodeProtectedHeader, errors, jwtVerify, type JWTPayload, type JWTVerifyOptions } from 'jose'
import type { VerificationKey } from './verification-key.js'

/** Says that the token is at fault: nobody is signed in. Every other error means that it cannot be known. */
export class TokenRefusal extends Error {
  override readonly name = 'TokenRefusal'
  /** For example `ERR_JWT_EXPIRED`. */
  readonly code: string
  /** The claim that was not as expected, where it was one. */
  readonly claim: string | null

  constructor(cause: unknown) {
    super('The token is refused.', { cause })
    this.code = cause instanceof errors.JOSEError ? cause.code : 'ERR_JWS_INVALID'
    this.claim = cause instanceof Error && 'claim' in cause && typeof cause.claim === 'string' ? cause.claim : null
  }
}

/**
 * Checks a token's signature and claims, with each key that it may be signed with.
 *
 * Rejects with {@link TokenRefusal} for a token that no key or no claim accepts, and with another error where the keys
 * cannot be had.
 */
export async function verifyToken(
  token: string,
  verification: VerificationKey,
  checks: JWTVerifyOptions,
): Promise<JWTPayload> {
  let refusal: unknown = new errors.JWKSNoMatchingKey()
  for (const key of await findKeys(token, verification)) {
    try {
      return (await jwtVerify(token, key, checks)).payload
    } catch (error) {
      refusal = error
      // Claims are only looked at when the signature is right: no other key has anything to say.
      if (error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired) break
    }
  }
  throw new TokenRefusal(refusal)
}

async function findKeys(
  token: string,
  { key, algorithms }: VerificationKey,
): Promise<readonly (CryptoKey | Uint8Array)[]> {
  const header = readHeader(token)
  // No keys are needed, and none are fetched, to refuse what names an algorithm that nobody allowed.
  if (!algorithms.includes(header.alg))
    throw new TokenRefusal(new errors.JOSEAlgNotAllowed('The algorithm is not allowed.'))
  if (typeof key !== 'function') return [key]
  try {
    return [(await key(header, { payload: '', signature: '' })) as CryptoKey]
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JOSENotSupported)
      throw new TokenRefusal(error)
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error
    const keys: CryptoKey[] = []
    for await (const candidate of error) keys.push(candidate)
    return keys
  }
}

function readHeader(token: string) {
  try {
    const header = decodeProtectedHeader(token)
    return { ...header, alg: String(header.alg) }
  } catch (error) {
    throw new TokenRefusal(error)
  }
}
