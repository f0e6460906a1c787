import type { KeyObject } from 'node:crypto'
import { decodeJwt, decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose'

/** What a token may open: video, thumbnail or storyboard. */
export type Audience = 'v' | 't' | 's'

/** Finds the public half of a signing key by its id. */
export type KeyLookup = (kid: string) => KeyObject | undefined

/** The result of checking a token: its claims and its end, or why it is refused. The reason never quotes the token. */
export type TokenVerdict =
  | { readonly accepted: true; readonly claims: JWTPayload; readonly expires: number }
  | { readonly accepted: false; readonly reason: string }

const refuse = (reason: string): TokenVerdict => ({ accepted: false, reason })

/**
 * Makes the function that checks playback tokens: RS256 only, signed by a known key, for exactly this playback ID and
 * audience, not expired. `kid` may be in the header or in the payload; the two must agree where both are given.
 */
export function createTokenJudge(keyOf: KeyLookup) {
  return async function judge(
    token: string | null,
    expected: { readonly playbackId: string; readonly audience: Audience; readonly now: number },
  ): Promise<TokenVerdict> {
    if (!token) return refuse('A token is required')
    let kid: unknown
    try {
      const inHeader: unknown = decodeProtectedHeader(token).kid
      const inPayload: unknown = decodeJwt(token)['kid']
      if (inHeader !== undefined && inPayload !== undefined && inHeader !== inPayload) return refuse('Invalid token')
      kid = inHeader ?? inPayload
    } catch {
      return refuse('Invalid token')
    }
    const key = typeof kid === 'string' ? keyOf(kid) : undefined
    if (!key) return refuse('Unknown signing key')
    let claims: JWTPayload
    try {
      const verified = await jwtVerify(token, key, { algorithms: ['RS256'], currentDate: new Date(expected.now) })
      claims = verified.payload
    } catch (error) {
      return refuse(error instanceof errors.JWTExpired ? 'The token has expired' : 'Invalid token')
    }
    if (claims.exp === undefined) return refuse('The token has no expiry')
    if (claims.sub !== expected.playbackId) return refuse('The token is for another playback ID')
    if (claims.aud !== expected.audience) return refuse('The token is for another kind of resource')
    return { accepted: true, claims, expires: claims.exp }
  }
}
