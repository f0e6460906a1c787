import type { IncomingMessage, ServerResponse } from 'node:http'
import { isOpaqueId } from '@enhancedhr/protocol'
import { type Answer, type Complaint, invalid, readObject, sendAnswer, wrongMethod } from './dev-call.js'
import { ROLES, isRole, type Role, type SignIn } from './sign-in.js'

/** What `POST /dev/tokens` needs from the rest of the demo. */
export interface DevTokens {
  readonly signIn: SignIn
  /** Enrols a learner in the sample course; harmless when enrolled before. */
  enrol(learnerId: string): Promise<void>
}

interface TokenRequest {
  readonly learnerId: string
  readonly roles: Role[]
  readonly enrol: boolean
}

/**
 * Answers `POST /dev/tokens`: a sign-in for whoever asks, so for development on this machine only.
 *
 * `{ "learner_id": "ada", "roles": ["learner"], "enrol": true }` → `{ "token": "…" }`. Roles default to `learner`; the
 * learner is enrolled in the sample course unless `enrol` is `false`.
 */
export async function answerDevTokens(req: IncomingMessage, res: ServerResponse, demo: DevTokens): Promise<void> {
  sendAnswer(res, await decide(req, demo))
}

async function decide(req: IncomingMessage, demo: DevTokens): Promise<Answer> {
  if (req.method !== 'POST') return wrongMethod('POST')
  const sent = await readObject(req)
  if ('refusal' in sent) return sent.refusal
  const read = readTokenRequest(sent.body)
  if ('complaints' in read) return invalid(read.complaints)
  const { learnerId, roles, enrol } = read
  if (enrol) await demo.enrol(learnerId)
  return { status: 200, body: { token: await demo.signIn.issue({ learnerId, roles }) } }
}

function readTokenRequest(body: Record<string, unknown>): TokenRequest | { complaints: Complaint[] } {
  const { learner_id: learnerId, roles = ['learner'], enrol = true } = body
  const complaints: Complaint[] = []
  const isLearner = isOpaqueId(learnerId)
  const areRoles = Array.isArray(roles) && roles.length > 0 && roles.every(isRole)
  if (!isLearner)
    complaints.push({
      pointer: '/learner_id',
      detail: 'Expected a string of 1 to 255 characters, well-formed and without U+0000.',
    })
  if (!areRoles) complaints.push({ pointer: '/roles', detail: `Expected a list of ${ROLES.join(', ')}.` })
  if (typeof enrol !== 'boolean') complaints.push({ pointer: '/enrol', detail: 'Expected true or false.' })
  if (!isLearner || !areRoles || typeof enrol !== 'boolean') return { complaints }
  return { learnerId, roles, enrol }
}
