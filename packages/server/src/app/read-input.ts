import { isId, isOpaqueId } from '@enhancedhr/protocol'
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
