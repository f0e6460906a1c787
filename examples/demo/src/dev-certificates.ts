import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Certificates } from '@enhancedhr/certificates'
import { type Answer, problem, sendAnswer, wrongMethod } from './dev-call.js'
import type { SignIn } from './sign-in.js'

/** What `GET /dev/certificates` needs from the rest of the demo; without its own receiver it has no certificates. */
export interface DevCertificates {
  readonly signIn: SignIn
  readonly certificates: Pick<Certificates, 'ofLearner'> | null
}

/**
 * Answers `GET /dev/certificates`: the certificates of whoever is signed in, as
 * `{ "issues": true, "certificates": [{ "of": "lesson", "id": "…", "attempt": 1, "url": "…" }] }`.
 */
export async function answerDevCertificates(
  req: IncomingMessage,
  res: ServerResponse,
  demo: DevCertificates,
): Promise<void> {
  sendAnswer(res, await decide(req, demo))
}

async function decide(req: IncomingMessage, { signIn, certificates }: DevCertificates): Promise<Answer> {
  if (req.method !== 'GET') return wrongMethod('GET')
  const caller = await signIn.whoSent(req.headers.authorization)
  if (!caller) return problem(401, 'unauthenticated', 'The request carries no valid sign-in.')
  const found = certificates?.ofLearner(caller.learnerId) ?? []
  return { status: 200, body: { issues: certificates !== null, certificates: found } }
}
