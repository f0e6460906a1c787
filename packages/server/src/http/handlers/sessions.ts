import { isOpaqueId } from '@enhancedhr/protocol'
import { sessionRequestSchema, tokensRequestSchema } from '@enhancedhr/protocol/wire'
import { requireWatcher } from '../../app/access/require-role.js'
import { openSession } from '../../app/sessions/open-session.js'
import { findOpenSession, renewTokens } from '../../app/sessions/renew-tokens.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { readJson } from '../request/read-json.js'
import type { Answer, SignedInContext } from '../request-context.js'

/** `POST /v1/sessions`: opens a watch session and answers the grant. */
export async function handleOpenSession(context: SignedInContext): Promise<Answer> {
  const { caller, services, request } = context
  requireWatcher(caller)
  const input = await readJson(request, sessionRequestSchema)
  const headers = await services.limits.countGrant(caller)
  const grant = await openSession(services, context, input)
  services.limits.learn(caller, grant.session_id)
  return { body: grant, status: 201, headers }
}

/** `POST /v1/tokens`: fresh tokens for a session that goes on. */
export async function handleRenewTokens(context: SignedInContext): Promise<Answer> {
  const { caller, services, request } = context
  requireWatcher(caller)
  const { session_id: sessionId } = await readJson(request, tokensRequestSchema)
  if (!isOpaqueId(sessionId)) throw new LessonProblem('session_not_found')
  const headers = await services.limits.countRenewal(caller, sessionId)
  const session = await findOpenSession(services, caller, sessionId)
  services.limits.learn(caller, sessionId)
  return { body: await renewTokens(services, context, session), headers }
}
