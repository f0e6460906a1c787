import { PROBLEMS, problemType, type ProblemCode } from '@enhancedhr/protocol'
import { problemDocumentSchema } from '@enhancedhr/protocol/wire'
import type { Route } from '../route.js'
import { referToHeaders } from './describe-headers.js'
import { refer } from './describe-schemas.js'
import type { Json } from './json.js'

/** Codes that every call may answer: a URL with a broken escape, and what nobody expected. */
const EVERY_CALL: readonly ProblemCode[] = ['invalid_request', 'internal']
/** Codes that every signed-in call adds. */
const SIGNED_IN: readonly ProblemCode[] = [
  'unauthenticated',
  'authentication_unavailable',
  'storage_unavailable',
  'not_ready',
]
/** Codes that every signed-in read adds: it has a limit, and no page of another origin may embed it. */
const READ: readonly ProblemCode[] = ['forbidden', 'rate_limited']
/** Codes that reading a body adds. */
const BODY: readonly ProblemCode[] = ['payload_too_large', 'unsupported_media_type']

/** Every code that a call may answer. */
export function problemCodes({ method, access, body, problems }: Route): ReadonlySet<ProblemCode> {
  const signedIn = access === 'signed_in'
  return new Set([
    ...EVERY_CALL,
    ...problems,
    ...(signedIn ? SIGNED_IN : []),
    ...(signedIn && method === 'GET' ? READ : []),
    ...(body || access === 'signed_body' ? BODY : []),
  ])
}

/** The answers of a call that is refused, by status, with every code and what it looks like. */
export function describeProblems(route: Route): Record<string, Json> {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of problemCodes(route)) {
    const { status } = PROBLEMS[code]
    if (status !== null) byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  return Object.fromEntries(Array.from(byStatus, ([status, codes]) => [status.toString(), describe(status, codes)]))
}

function describe(status: number, codes: readonly ProblemCode[]): Json {
  const waits = codes.some((code) => PROBLEMS[code].retryable)
  const names = [
    ...(waits ? ['Retry-After'] : []),
    ...(codes.includes('rate_limited') ? ['RateLimit', 'RateLimit-Policy'] : []),
    'X-Request-Id',
  ]
  return {
    description: codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join(' '),
    headers: referToHeaders(names),
    content: {
      'application/problem+json': {
        schema: refer(problemDocumentSchema),
        examples: Object.fromEntries(codes.map((code) => [code, { value: example(code, status) }])),
      },
    },
  }
}

function example(code: ProblemCode, status: number): Json {
  const { title, retryable } = PROBLEMS[code]
  return { type: problemType(code), title, status, code, retryable, request_id: 'a1b2c3' }
}
