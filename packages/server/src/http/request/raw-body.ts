import { LessonProblem } from '../../problems/lesson-problem.js'
import { readBytes, requireBody } from './read-json.js'

/**
 * Set by a mount in `env` when the body it hands over is not what was sent: a parser's result, written as JSON again.
 *
 * A signature is over the bytes, so a call that checks one must not take them.
 */
export const REWRITTEN_BODY = 'rewrittenBody'

/**
 * Reads a request's body as the bytes that were sent, at most 256 KiB.
 *
 * 500 `raw_body_needed` where a parser before the handler took them: a signature over anything else would never match.
 */
export async function readRawBody(request: Request, env: unknown): Promise<Uint8Array> {
  if (typeof env === 'object' && env !== null && (env as Record<string, unknown>)[REWRITTEN_BODY] === true) {
    const detail =
      'A body parser read the body before the handler, and this call needs the bytes as they were sent. ' +
      'Mount the handler before the parser, or let the parser keep the bytes in `req.rawBody`.'
    throw new LessonProblem('raw_body_needed', { errors: [{ pointer: '', detail }] })
  }
  requireBody(request)
  return readBytes(request)
}
