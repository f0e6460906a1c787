import { LessonProblem } from '../problems/lesson-problem.js'
import type { Precondition } from '../core/records/revision.js'

/** No resource has this revision. */
const NEVER = 0

/** The tag of a resource's revision: it changes whenever the resource is changed. */
export function toEtag(revision: number): string {
  return `"${revision.toString()}"`
}

/**
 * Reads `If-Match` and `If-None-Match` as a change takes them: one tag or `*`; `If-None-Match: *` only creates.
 *
 * A tag that this handler never gave matches nothing, so the answer is 412 and not a guess.
 */
export function readPrecondition(ifMatch: string | null, ifNoneMatch: string | null = null): Precondition {
  if (ifNoneMatch !== null) {
    if (ifNoneMatch.trim() === '*' && ifMatch === null) return 'absent'
    throw refuse('if-none-match', 'Expected *, and no If-Match beside it.')
  }
  if (ifMatch === null) return null
  const text = ifMatch.trim()
  if (text === '*') return 'exists'
  if (!/^(W\/)?"[^"]*"$/.test(text)) throw refuse('if-match', 'Expected * or one ETag.')
  return /^"[1-9]\d{0,14}"$/.test(text) ? Number(text.slice(1, -1)) : NEVER
}

function refuse(pointer: string, detail: string): LessonProblem {
  return new LessonProblem('invalid_request', { errors: [{ pointer: `/${pointer}`, detail }] })
}
