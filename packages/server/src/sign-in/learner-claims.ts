import { isOpaqueId } from '@enhancedhr/protocol'
import type { JWTPayload } from 'jose'
import type { SignedIn } from '../app/caller.js'

/** A claim by its name, or by the way to it: `['app_metadata', 'roles']`. */
export type ClaimName = string | readonly string[]

/** Which claims of a token say who the learner is. */
export interface LearnerClaims {
  /** Stable and opaque, text; default `sub`. */
  readonly learnerId?: ClaimName
  /** A list of texts, or one text with blanks between; default none: everybody is a learner and nothing more. */
  readonly roles?: ClaimName
  /** Text; default none: everybody is in the tenant `default`. A token without the claim named is nobody's. */
  readonly tenantId?: ClaimName
}

/** Makes the reader of a verified token's claims; it answers `null` for one that names no learner or no tenant. */
export function readLearnerClaims(names: LearnerClaims = {}): (payload: JWTPayload) => SignedIn | null {
  for (const [name, value] of Object.entries(names)) {
    const known = ['learnerId', 'roles', 'tenantId'].includes(name)
    if (!known) throw new TypeError(`jwtAuth: there is no option \`claims.${name}\`.`)
    if (!isClaimName(value))
      throw new TypeError(`jwtAuth: expected \`claims.${name}\` to be a claim's name, or a way to it.`)
  }
  return (payload) => {
    const learnerId = toText(find(payload, names.learnerId ?? 'sub'))
    if (learnerId === null) return null
    const tenantId = names.tenantId === undefined ? undefined : toText(find(payload, names.tenantId))
    // Into another tenant than the token meant would be into somebody else's.
    if (tenantId === null) return null
    const roles = names.roles === undefined ? undefined : toRoles(find(payload, names.roles))
    return { learnerId, ...(tenantId !== undefined && { tenantId }), ...(roles && { roles }) }
  }
}

function isClaimName(value: unknown): value is ClaimName {
  const parts: unknown = typeof value === 'string' ? [value] : value
  return Array.isArray(parts) && parts.length > 0 && parts.every((part) => typeof part === 'string' && part !== '')
}

function find(payload: JWTPayload, name: ClaimName): unknown {
  let value: unknown = payload
  for (const part of typeof name === 'string' ? [name] : name) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = (value as Record<string, unknown>)[part]
  }
  return value
}

/** Numbers are ids too; 1 to 255 characters, as the ledger takes them. */
function toText(value: unknown): string | null {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? value.toString() : value
  return isOpaqueId(text) ? text : null
}

/** Who has no role named is a learner, as without the option. */
function toRoles(value: unknown): string[] | undefined {
  const list: unknown[] = typeof value === 'string' ? value.split(/\s+/) : Array.isArray(value) ? value : []
  const roles = list.filter((role): role is string => typeof role === 'string' && role !== '')
  return roles.length > 0 ? roles : undefined
}
