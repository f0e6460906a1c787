import { PROBLEMS, problemType } from '@enhancedhr/protocol'
import type { ProblemDocument } from '@enhancedhr/protocol/wire'
import type { LessonProblem } from '../../problems/lesson-problem.js'

/** Writes a problem as `application/problem+json` (RFC 9457), with `Retry-After` where the same call may succeed later. */
export function problemResponse(problem: LessonProblem, requestId: string): Response {
  const { code, errors, retryAfter } = problem
  const document: ProblemDocument = {
    type: problemType(code),
    title: PROBLEMS[code].title,
    status: problem.status,
    code,
    retryable: problem.retryable,
    request_id: requestId,
    ...(errors.length > 0 && { errors: errors.map(({ pointer, detail }) => ({ pointer, detail })) }),
    ...(retryAfter !== null && { retry_after: retryAfter }),
  }
  return new Response(JSON.stringify(document), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json',
      ...(retryAfter !== null && { 'retry-after': retryAfter.toString() }),
      ...problem.headers,
    },
  })
}
