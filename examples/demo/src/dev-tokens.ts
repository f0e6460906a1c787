import type { IncomingMessage, ServerResponse } from 'node:http'
import { isOpaqueId } from '@enhancedhr/protocol'
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

interface Complaint {
  readonly pointer: string
  readonly detail: string
}

interface Answer {
  readonly status: number
  readonly body: unknown
  readonly allow?: string
}

const MAX_BYTES = 10_000

/**
 * Answers `POST /dev/tokens`: a sign-in for whoever asks, so for development on this machine only.
 *
 * `{ "learner_id": "ada", "roles": ["learner"], "enrol": true }` → `{ "token": "…" }`. Roles default to `learner`; the
 * learner is enrolled in the sample course unless `enrol` is `false`.
 */
export async function answerDevTokens(req: IncomingMessage, res: ServerResponse, demo: DevTokens): Promise<void> {
  const { status, body, allow } = await decide(req, demo)
  res.writeHead(status, {
    'content-type': status === 200 ? 'application/json' : 'application/problem+json',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(allow && { allow }),
  })
  res.end(JSON.stringify(body))
}

async function decide(req: IncomingMessage, demo: DevTokens): Promise<Answer> {
  if (req.method !== 'POST') {
    const answer = problem(405, 'method_not_allowed', 'The call exists, but not with this method.')
    return { ...answer, allow: 'POST, OPTIONS' }
  }
  const body = await readBody(req)
  if (body === null) return problem(413, 'payload_too_large', `The body is larger than ${MAX_BYTES} bytes.`)
  const read = readTokenRequest(body)
  if ('complaints' in read) {
    return problem(400, 'invalid_request', 'The request is not what the call expects.', read.complaints)
  }
  const { learnerId, roles, enrol } = read
  if (enrol) await demo.enrol(learnerId)
  return { status: 200, body: { token: await demo.signIn.issue({ learnerId, roles }) } }
}

function readTokenRequest(body: string): TokenRequest | { complaints: Complaint[] } {
  const parsed = parseObject(body)
  if (!parsed) return { complaints: [{ pointer: '', detail: 'Expected a JSON object.' }] }
  const { learner_id: learnerId, roles = ['learner'], enrol = true } = parsed
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

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null
  } catch {
    // The caller says what was expected instead; the parser's own words quote the body.
    return null
  }
}

/** The body as text, or `null` when it is too large; the rest of such a body is not kept. */
async function readBody(req: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= MAX_BYTES) chunks.push(chunk)
  }
  return size <= MAX_BYTES ? Buffer.concat(chunks).toString('utf8') : null
}

function problem(status: number, code: string, title: string, errors?: Complaint[]): Answer {
  const type = `urn:ehr-lessons:problem:${code}`
  return { status, body: { type, title, status, code, retryable: false, ...(errors && { errors }) } }
}
