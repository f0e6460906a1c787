import { ownValue } from './own-value.js'
import { PLAYER_PROBLEMS } from './player-problems.js'
import type { PROBLEMS, ProblemCode } from './problem-code.js'

type ServerProblem = Exclude<ProblemCode, keyof typeof PLAYER_PROBLEMS>

/**
 * The problems that the handler raises, and whether the same request may succeed later: what a player needs to know of them. The compiler
 * compares it with the table of all problems, whose titles are for the handler.
 */
const SERVER_PROBLEMS: { readonly [C in ServerProblem]: (typeof PROBLEMS)[C]['retryable'] } = {
  invalid_request: false,
  signature_invalid: false,
  unauthenticated: false,
  forbidden: false,
  entitlement_denied: false,
  playback_not_allowed: false,
  lesson_not_found: false,
  course_not_found: false,
  upload_not_found: false,
  track_not_found: false,
  session_not_found: false,
  route_not_found: false,
  method_not_allowed: false,
  media_replaced: false,
  attempt_ended: false,
  upload_in_progress: false,
  upload_final: false,
  upload_not_held: false,
  public_url_needed: false,
  lesson_not_ready: true,
  event_erased: false,
  precondition_failed: false,
  payload_too_large: false,
  too_large: true,
  unsupported_media_type: false,
  rule_unreachable: false,
  asset_not_usable: false,
  track_invalid: false,
  upload_not_accepted: false,
  rate_limited: true,
  busy: true,
  internal: false,
  raw_body_needed: false,
  mux_refused: false,
  mux_unavailable: true,
  authentication_unavailable: true,
  storage_unavailable: true,
  not_ready: true,
  overloaded: true,
}

/** Whether the text is a code that this version knows. */
export function isProblemCode(text: string): text is ProblemCode {
  return isServerProblem(text) || Object.hasOwn(PLAYER_PROBLEMS, text)
}

/** Whether the same may succeed later without anybody changing anything; `false` for a code that this version does not know. */
export function isRetryable(code: string): boolean {
  return isServerProblem(code) ? SERVER_PROBLEMS[code] : (playerProblem(code)?.retryable ?? false)
}

/** The problem of a code that the player itself raises. */
export function playerProblem(code: string): { readonly retryable: boolean; readonly title: string } | undefined {
  return ownValue(PLAYER_PROBLEMS, code)
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
  return isServerProblem(code) ? code : null
}

function isServerProblem(text: string): text is ServerProblem {
  return Object.hasOwn(SERVER_PROBLEMS, text)
}
