/** One row of the table of problems: what the code means and how a client should take it. */
export interface ProblemDefinition {
  /** HTTP status, or `null` where the problem never travels over HTTP. */
  readonly status: number | null
  /** Whether the same request may succeed later without anybody changing anything. */
  readonly retryable: boolean
  /** Who raises it: the handler, or the player alone. */
  readonly raisedBy: 'server' | 'player'
  /** One sentence for a developer; never shown to a learner. */
  readonly title: string
}

/**
 * Every coded problem of the product, once, each with a page `docs/errors/<code>.md`.
 *
 * Codes are for machines and never change their meaning; titles are English for developers. New codes may be added. A client does not treat a document with an unknown code as an answer of the handler, and tries again
 * (`docs/delivery.md`).
 */
export const PROBLEMS = {
  invalid_request: server(400, false, 'The request is not what the call expects.'),
  unauthenticated: server(401, false, 'The request carries no valid sign-in.'),
  forbidden: server(403, false, 'The role of the caller does not allow this call.'),
  entitlement_denied: server(403, false, 'The learner may not watch this lesson.'),
  lesson_not_found: server(404, false, 'There is no such lesson.'),
  course_not_found: server(404, false, 'There is no such course.'),
  session_not_found: server(404, false, 'There is no such watch session of this learner.'),
  route_not_found: server(404, false, 'There is no such call.'),
  method_not_allowed: server(405, false, 'The call exists, but not with this method.'),
  media_replaced: server(409, false, 'The video of this lesson was replaced; a new session is needed.'),
  attempt_ended: server(409, false, 'A newer attempt of the course has begun; a new session is needed.'),
  lesson_not_ready: server(409, true, 'The lesson has no playable video yet.'),
  precondition_failed: server(412, false, 'The resource changed since it was read.'),
  payload_too_large: server(413, false, 'The body is larger than the handler takes.'),
  too_large: server(413, true, 'The report holds more than one report may; split it.'),
  unsupported_media_type: server(415, false, 'The body has to be application/json.'),
  rule_unreachable: server(422, false, 'The completion rule can never be met.'),
  rate_limited: server(429, true, 'Too many calls in too short a time.'),
  busy: server(429, true, 'Too many batches of this learner are waiting.'),
  internal: server(500, false, 'The handler failed in a way it did not expect.'),
  raw_body_needed: server(500, false, 'A body parser took the bytes that the handler needs.'),
  authentication_unavailable: server(503, true, 'Signing in could not be checked just now.'),
  storage_unavailable: server(503, true, 'The database does not answer just now; nothing was kept.'),
  not_ready: server(503, true, 'The handler is not set up yet; its log says what is missing.'),
  overloaded: server(503, true, 'The handler has more work than it can take just now.'),
  endpoint_unreachable: player(true, 'The endpoint does not answer, or not as a lesson handler.'),
  playback_failed: player(true, 'The video could not be played.'),
  media_unsupported: player(false, 'This browser cannot play the video.'),
  player_outdated: player(false, 'The page loads a Mux Player older than 3.14.'),
  evidence_dropped: player(
    false,
    'Evidence was dropped, because storage is full or the server refused it permanently.',
  ),
  storage_denied: player(false, 'The browser denies storage; evidence is kept in memory only.'),
  misconfigured: player(false, 'The element is set up in a way that cannot work.'),
} as const satisfies Record<string, ProblemDefinition>

/** The code of a problem that this version knows. */
export type ProblemCode = keyof typeof PROBLEMS

/** Whether the text is a code that this version knows. */
export function isProblemCode(text: string): text is ProblemCode {
  return Object.hasOwn(PROBLEMS, text)
}

/** The `type` member of a problem document for a code (RFC 9457). */
export function problemType(code: string): string {
  return `urn:ehr-lessons:problem:${code}`
}

/**
 * The code of a problem document that the lesson handler wrote, from its `type`; `null` for any other document, and for a code that
 * this version does not know or that no handler raises.
 */
export function readProblemType(type: unknown): ProblemCode | null {
  if (typeof type !== 'string' || !type.startsWith(problemType(''))) return null
  const code = type.slice(problemType('').length)
  return isProblemCode(code) && PROBLEMS[code].raisedBy === 'server' ? code : null
}

function server(status: number, retryable: boolean, title: string): ProblemDefinition {
  return { status, retryable, raisedBy: 'server', title }
}

function player(retryable: boolean, title: string): ProblemDefinition {
  return { status: null, retryable, raisedBy: 'player', title }
}
