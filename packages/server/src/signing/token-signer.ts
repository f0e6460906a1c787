import { importPKCS8, SignJWT, type CryptoKey } from 'jose'

/** Which of Mux's resources a token opens: video, thumbnail, storyboard, DRM licence. */
export type TokenAudience = 'v' | 't' | 's' | 'd'

/** What a token says beside its subject, audience and end, named and written as Mux reads it. */
export type TokenParams = Readonly<Record<string, string>>

export interface TokenClaims {
  /** Playback ID. */
  readonly sub: string
  readonly aud: TokenAudience
  /** Seconds since 1970. */
  readonly exp: number
  /** Further claims, for example `max_resolution`; default none. */
  readonly params?: TokenParams
}

/** Signatures that are kept: a few hundred lessons with three tokens each, under a megabyte. */
const MAX_KEPT = 2_000

/**
 * Signs tokens as Mux checks them: RS256, `kid` in the header, claims `sub aud exp` and what `params` adds.
 *
 * RS256 gives equal claims the same signature, so a token is kept and given again, and calls that ask for the same one at
 * the same time wait for one signature. The key is imported once.
 */
export class TokenSigner {
  readonly #kid: string
  readonly #pem: string
  readonly #most: number
  #key: Promise<CryptoKey> | undefined
  readonly #kept = new Map<string, Promise<string>>()

  /** `pem`: PKCS#8, as `readPrivateKey` gives it; `most`: signatures that are kept. */
  constructor(kid: string, pem: string, most = MAX_KEPT) {
    this.#kid = kid
    this.#pem = pem
    this.#most = most
  }

  /** Rejects when the runtime cannot use the key; its message says nothing of the key. */
  async ready(): Promise<void> {
    await this.#import()
  }

  sign(claims: TokenClaims): Promise<string> {
    const name = JSON.stringify([claims.sub, claims.aud, claims.exp, claims.params])
    const kept = this.#kept.get(name)
    if (kept) return kept
    const token = this.#sign(claims)
    this.#kept.set(name, token)
    // A failure is not kept: the next call tries again.
    token.catch(() => this.#kept.delete(name))
    if (this.#kept.size > this.#most) this.#kept.delete(this.#kept.keys().next().value!)
    return token
  }

  async #sign({ sub, aud, exp, params }: TokenClaims): Promise<string> {
    const key = await this.#import()
    const header = { alg: 'RS256', typ: 'JWT', kid: this.#kid }
    return new SignJWT({ ...params, sub, aud, exp }).setProtectedHeader(header).sign(key)
  }

  #import(): Promise<CryptoKey> {
    this.#key ??= importPKCS8(this.#pem, 'RS256').catch(() => {
      // The cause is left out on purpose: it may carry pieces of the key.
      throw new Error('The first of `mux.signingKeys` cannot be used: expected a whole RSA private key.')
    })
    return this.#key
  }
}
