import { SignJWT, jwtVerify } from 'jose'

/** Roles that the handler knows. */
export const ROLES = ['learner', 'course_owner', 'admin', 'service'] as const
export type Role = (typeof ROLES)[number]

/** Somebody who is signed in to the demo. */
export interface SignedIn {
  readonly learnerId: string
  readonly roles: Role[]
}

/** The demo's own sign-in: short-lived bearer tokens, for development only. */
export interface SignIn {
  issue(who: SignedIn): Promise<string>
  /** Who sent a request with this header `authorization`, or `null` when it carries no valid token of ours. */
  whoSent(authorization: string | null | undefined): Promise<SignedIn | null>
}

const AUDIENCE = 'ehr-lessons-demo'
const LIFETIME = '12 h'

/** Creates the sign-in around a secret, at least 32 random bytes as text. */
export function createSignIn(secret: string): SignIn {
  const key = new TextEncoder().encode(secret)
  return {
    issue: ({ learnerId, roles }) =>
      new SignJWT({ roles })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(learnerId)
        .setAudience(AUDIENCE)
        .setIssuedAt()
        .setExpirationTime(LIFETIME)
        .sign(key),

    async whoSent(authorization) {
      const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
      if (!token) return null
      try {
        const { payload } = await jwtVerify(token, key, { audience: AUDIENCE, algorithms: ['HS256'] })
        const roles: unknown = payload['roles']
        if (!payload.sub || !Array.isArray(roles)) return null
        return { learnerId: payload.sub, roles: roles.filter(isRole) }
      } catch {
        // Altered, expired or of another secret: for the handler, nobody is signed in.
        return null
      }
    },
  }
}

/** Whether the value names a role that the handler knows. */
export function isRole(value: unknown): value is Role {
  return ROLES.some((role) => role === value)
}
