import type { Authenticate } from '../app/caller.js'
import { jwtAuth, type JwtAuthOptions } from './jwt-auth.js'
import type { LearnerClaims } from './learner-claims.js'

/** What {@link supabaseAuth} takes. */
export interface SupabaseAuthOptions {
  /** Address of the project: `https://<project>.supabase.co`. */
  readonly url: string | URL
  /** The project's JWT secret, for a project that still signs with it; default: its public keys. */
  readonly secret?: string
  /** Default: the learner is the user's id. Roles only from what users cannot change, such as `['app_metadata', 'roles']`. */
  readonly claims?: LearnerClaims
  readonly onRefused?: JwtAuthOptions['onRefused']
}

/**
 * Makes an `authenticate` that takes the access tokens of Supabase Auth.
 *
 * Only tokens of signed-in users (`aud: authenticated`) of this project pass; its API keys do not. Otherwise as
 * {@link jwtAuth}. Throws a `TypeError` for options that are wrong.
 */
export function supabaseAuth({ url, secret, claims, onRefused }: SupabaseAuthOptions): Authenticate {
  if (!URL.canParse(String(url))) {
    throw new TypeError("supabaseAuth: expected `url` to be the project's address, `https://<project>.supabase.co`.")
  }
  const issuer = `${new URL(url).href.replace(/\/+$/, '')}/auth/v1`
  return jwtAuth({
    ...(secret === undefined ? { jwks: `${issuer}/.well-known/jwks.json` } : { secret }),
    issuer,
    audience: 'authenticated',
    ...(claims && { claims }),
    ...(onRefused && { onRefused }),
  })
}
