import { PLAYER_PROBLEMS } from './player-problems.js'

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
  signature_invalid: server(401, false, 'The signature is not one of Mux, or not of now.'),
  unauthenticated: server(401, false, 'The request carries no valid sign-in.'),
  forbidden: server(403, false, 'The role of the caller does not allow this call.'),
  entitlement_denied: server(403, false, 'The learner may not watch this lesson.'),
  playback_not_allowed: server(403, false, 'The lesson may not be given this video.'),
  lesson_not_found: server(404, false, 'There is no such lesson.'),
  course_not_found: server(404, false, 'There is no such course.'),
  upload_not_found: server(404, false, 'There is no such upload.'),
  track_not_found: server(404, false, 'There is no such track.'),
  session_not_found: server(404, false, 'There is no such watch session of this learner.'),
  route_not_found: server(404, false, 'There is no such call.'),
  method_not_allowed: server(405, false, 'The call exists, but not with this method.'),
  media_replaced: server(409, false, 'The video of this lesson was replaced; a new session is needed.'),
  attempt_ended: server(409, false, 'A newer attempt of the course has begun; a new session is needed.'),
  upload_in_progress: server(409, false, 'The lesson has an upload that is not through yet.'),
  upload_final: server(409, false, 'The upload has ended already.'),
  upload_not_held: server(409, false, 'The upload does not wait for a decision.'),
  public_url_needed: server(409, false, 'The handler does not know where Mux can fetch a text from it.'),
  lesson_not_ready: server(409, true, 'The lesson has no playable video yet.'),
  event_erased: server(410, false, 'The event was erased with its learner.'),
  precondition_failed: server(412, false, 'The resource changed since it was read.'),
  payload_too_large: server(413, false, 'The body is larger than the handler takes.'),
  too_large: server(413, true, 'The report holds more than one report may; split it.'),
  unsupported_media_type: server(415, false, 'The body has to be application/json.'),
  rule_unreachable: server(422, false, 'The completion rule can never be met.'),
  asset_not_usable: server(422, false, 'The asset has no video that can be played with a token alone.'),
  track_invalid: server(422, false, 'The text is not one that can be shown with the video.'),
  upload_not_accepted: server(422, false, 'The file is not one that can be uploaded.'),
  rate_limited: server(429, true, 'Too many calls in too short a time.'),
  busy: server(429, true, 'Too many batches of this learner are waiting.'),
  internal: server(500, false, 'The handler failed in a way it did not expect.'),
  raw_body_needed: server(500, false, 'A body parser took the bytes that the handler needs.'),
  mux_refused: server(502, false, 'Mux does not take what the handler asks of it.'),
  mux_unavailable: server(503, true, 'Mux does not answer just now.'),
  authentication_unavailable: server(503, true, 'Signing in could not be checked just now.'),
  storage_unavailable: server(503, true, 'The database does not answer just now; nothing was kept.'),
  not_ready: server(503, true, 'The handler is not set up yet; its log says what is missing.'),
  overloaded: server(503, true, 'The handler has more work than it can take just now.'),
  endpoint_unreachable: PLAYER_PROBLEMS.endpoint_unreachable,
  playback_failed: PLAYER_PROBLEMS.playback_failed,
  media_unsupported: PLAYER_PROBLEMS.media_unsupported,
  player_outdated: PLAYER_PROBLEMS.player_outdated,
  evidence_dropped: PLAYER_PROBLEMS.evidence_dropped,
  storage_denied: PLAYER_PROBLEMS.storage_denied,
  misconfigured: PLAYER_PROBLEMS.misconfigured,
} as const satisfies Record<string, ProblemDefinition>

/** The code of a problem that this version knows. */
export type ProblemCode = keyof typeof PROBLEMS

function server<R extends boolean>(status: number, retryable: R, title: string) {
  return { status, retryable, raisedBy: 'server', title } as const
}
