import type { JSONWebKeySet, JWTPayload } from 'jose'
import type { Authenticate } from '../app/caller.js'
import { readLearnerClaims, type LearnerClaims } from './learner-claims.js'
import { readVerificationKey } from './verification-key.js'
import { TokenRefusal, verifyToken } from './verify-token.js'

/** What {@link jwtAuth} takes; `issuer`, `audience` and one of `jwks` and `secret` have to be given. */
export interface JwtAuthOptions {
  /** Where the public keys are (https, or http on this machine), or the key set itself. */
  readonly jwks?: string | URL | JSONWebKeySet
  /** The secret that tokens are signed with (HS256), at least 32 bytes. */
  readonly secret?: string | Uint8Array
  /** `iss` that a token has to carry, or one of several. */
  readonly issuer: string | readonly string[]
  /** `aud` that a token has to carry, or one of several. */
  readonly audience: string | readonly string[]
  /** Which claims say who the learner is; default: the learner is `sub`, with the role `learner` in the tenant `default`. */
  readonly claims?: LearnerClaims
  /** Seconds that two clocks may differ, 0 to 300; default 5. */
  readonly clockTolerance?: number
  /** Hears why a token was refused, for example `ERR_JWT_EXPIRED`, and by which claim; never anything of the token. */
  readonly onRefused?: (code: string, claim: string | null) => void
}

/**
 * Makes an `authenticate` that takes signed tokens (`Authorization: Bearer …`) of your identity provider.
 *
 * Checks signature, algorithm, `iss`, `aud`, `exp` and `nbf`; a token without `exp` is refused, and so is `alg: none`. Who
 * has no token or a refused one is nobody: 401. Every key that a token may be signed with is tried; one of the set that is
 * malformed is ignored with a warning on the console. While the keys cannot be fetched it throws, which the handler answers with
 * 503, retryable. Keys are fetched at the first use, kept for ten minutes, and again for a key that is new, at most every
 * 30 s. Throws a `TypeError` for options that are wrong.
 */
export function jwtAuth(options: JwtAuthOptions): Authenticate {
  const { onRefused, clockTolerance = 5 } = options
  const issuer = readNames('issuer', options.issuer)
  const audience = readNames('audience', options.audience)
  if (!(clockTolerance >= 0 && clockTolerance <= 300)) {
    throw new TypeError('jwtAuth: expected `clockTolerance` to be seconds from 0 to 300.')
  }
  const read = readLearnerClaims(options.claims)
  const key = readVerificationKey(options)
  const checks = { issuer, audience, clockTolerance, algorithms: [...key.algorithms], requiredClaims: ['exp'] }
  return async (request) => {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
    if (token === undefined) return null
    let payload: JWTPayload
    try {
      payload = await verifyToken(token, key, checks)
    } catch (error) {
      if (!(error instanceof TokenRefusal)) {
        throw new Error('The keys that tokens are checked with cannot be read.', { cause: error })
      }
      onRefused?.(error.code, error.claim)
      return null
    }
    const signedIn = read(payload)
    if (!signedIn) onRefused?.('ERR_NO_LEARNER', null)
    return signedIn
  }
}

function readNames(name: 'issuer' | 'audience', value: string | readonly string[]): string[] {
  const names: readonly unknown[] = typeof value === 'string' ? [value] : Array.isArray(value) ? value : []
  if (names.length === 0 || !names.every((each) => typeof each === 'string' && each !== '')) {
    throw new TypeError(`jwtAuth: expected \`${name}\` to be a text, or a list of texts, that a token has to carry.`)
  }
  return names as string[]
}
