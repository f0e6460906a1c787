import { LessonProblem } from '../../problems/lesson-problem.js'

/** Seconds after which it is worth asking whether somebody has set the handler up. */
const RETRY_AFTER = 30

/** The answer while the handler cannot do its work until somebody sets it up: 503 `not_ready`, retryable. */
export function notReadyProblem(cause: unknown): LessonProblem {
  return new LessonProblem('not_ready', { retryAfter: RETRY_AFTER, cause })
}
