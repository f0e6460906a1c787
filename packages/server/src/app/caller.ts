import { isOpaqueId, isStorableText } from '@enhancedhr/protocol'
import { askHost } from './ask-host.js'
import type { HostContext } from './host-context.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import type { Logger } from './logger.js'

const ROLES = ['learner', 'course_owner', 'admin', 'service'] as const

/** What a caller may do; a host may use its own further names, which mean nothing here. */
export type Role = (typeof ROLES)[number]

/** Who calls, as the host's `authenticate` reports it. */
export interface SignedIn {
  /** Opaque and stable, 1 to 255 characters: the ledger is kept under it. */
  readonly learnerId: string
  /** Default: `['learner']`, also where none of them is a {@link Role}: an identity provider has its own names. */
  readonly roles?: readonly string[]
  /** Default: `default`. Two tenants never see anything of each other. */
  readonly tenantId?: string
}

/** Who calls, complete and checked. */
export interface Caller {
  readonly learnerId: string
  readonly tenantId: string
  readonly roles: readonly string[]
}

/** Answers who sent a request, or `null` when nobody is signed in; called once per request, at most 5 s. */
export type Authenticate = (request: Request, context: HostContext) => SignedIn | null | Promise<SignedIn | null>

/** Asks the host who calls: 401 for nobody, 503 when the host cannot answer, 500 with an explanation in the log for an invalid answer. */
export async function authenticateCaller(
  authenticate: Authenticate,
  request: Request,
  context: HostContext,
  logger: Logger,
): Promise<Caller> {
  const signedIn: unknown = await askHost('authenticate', logger, () => authenticate(request, context))
  if (signedIn === null || signedIn === undefined) {
    throw new LessonProblem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } })
  }
  const { learnerId, tenantId = 'default', roles: given } = signedIn as Partial<Record<keyof SignedIn, unknown>>
  const roles = given ?? []
  if (isUnstorable(learnerId) || isUnstorable(tenantId)) {
    // Nobody was ever recorded under such an id; it is in the hands of whoever chose it, so it is no error of the host.
    logger.warn('`authenticate` answered an id with U+0000 or half of a surrogate pair: nobody is signed in.')
    throw new LessonProblem('unauthenticated', { headers: { 'www-authenticate': 'Bearer' } })
  }
  const complaint = complainAbout(learnerId, tenantId, roles)
  if (complaint) {
    logger.error(complaint)
    throw new LessonProblem('internal')
  }
  return { learnerId: learnerId as string, tenantId: tenantId as string, roles: withRole(roles as string[]) }
}

export function hasRole(caller: Caller, ...roles: readonly Role[]): boolean {
  return roles.some((role) => caller.roles.includes(role))
}

/** A caller who is signed in and has no role of ours is a learner; other names stay, for the host's own callbacks. */
function withRole(roles: readonly string[]): readonly string[] {
  return ROLES.some((role) => roles.includes(role)) ? roles : [...roles, 'learner']
}

function isUnstorable(id: unknown): boolean {
  return typeof id === 'string' && !isStorableText(id)
}

function complainAbout(learnerId: unknown, tenantId: unknown, roles: unknown): string | null {
  if (!isOpaqueId(learnerId)) {
    return (
      'Expected `authenticate` to answer `{ learnerId }` with a string of 1 to 255 characters, ' +
      `got ${describe(learnerId)}. Give the learner's stable id as text, for example \`String(user.id)\`.`
    )
  }
  if (!isOpaqueId(tenantId)) {
    return `Expected \`tenantId\` to be absent or a string of 1 to 255 characters, got ${describe(tenantId)}.`
  }
  if (!Array.isArray(roles) || !roles.every((role) => typeof role === 'string')) {
    return `Expected \`roles\` to be absent or an array of strings, got ${describe(roles)}.`
  }
  return null
}

/** What kind of value it is, never the value: it may be a person. */
function describe(value: unknown): string {
  if (typeof value === 'string') return value === '' ? 'an empty string' : 'a string that is too long'
  if (Array.isArray(value)) return 'an array'
  return value === null ? 'null' : typeof value
}
