import { isId, isOpaqueId, MAX_INT4 } from '@enhancedhr/protocol'
import { describeGiven } from '../problems/describe-issue.js'
import { LessonProblem } from '../problems/lesson-problem.js'

const STORABLE = 'without U+0000 and without half of a surrogate pair'

/** A learner's, tenant's or actor's id; `name` says which, in the refusal. */
export function readOpaque(value: unknown, name: string): string {
  if (isOpaqueId(value)) return value
  const errors = [
    { pointer: `/${name}`, detail: `expected text of 1 to 255 characters, ${STORABLE}, got ${describeGiven(value)}` },
  ]
  throw new LessonProblem('invalid_request', { errors })
}

/** The id of a course or lesson that is put. */
export function readId(value: unknown, name: string): string {
  if (isId(value)) return value
  const detail = `expected a letter or digit, then up to 127 of A–Z a–z 0–9 . _ ~ -, got ${describeGiven(value)}`
  throw new LessonProblem('invalid_request', { errors: [{ pointer: `/${name}`, detail }] })
}

/** The number of an attempt, or `null` for the current one. */
export function readAttempt(value: unknown): number | null {
  return value === undefined ? null : readCount(value, 'attempt', MAX_INT4)
}

/** How many items a page shall have, or `null` where nobody says. */
export function readLimit(value: unknown): number | null {
  return value === undefined ? null : readCount(value, 'limit', Number.MAX_SAFE_INTEGER)
}

function readCount(value: unknown, name: string, maximum: number): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1 && value <= maximum) return value
  const detail = `expected a whole number from 1, got ${describeGiven(value)}`
  throw new LessonProblem('invalid_request', { errors: [{ pointer: `/${name}`, detail }] })
}
