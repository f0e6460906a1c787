import { LessonProblem } from '../../problems/lesson-problem.js'

/** The longest `Retry-After`, in seconds. It is random, so that not all come again at once. */
const MAX_RETRY_AFTER = 3

/** 503 `overloaded`, with 1 to 3 seconds in `Retry-After`. */
export function overloadedProblem(cause?: unknown): LessonProblem {
  return new LessonProblem('overloaded', { retryAfter: 1 + Math.floor(Math.random() * MAX_RETRY_AFTER), cause })
}
