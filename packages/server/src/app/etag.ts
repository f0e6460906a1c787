import { LessonProblem } from '../problems/lesson-problem.js'
import type { Precondition } from '../core/records/revision.js'

/** No resource has this revision. */
const NEVER = 0
const TAG = /(?:W\/)?"([^"]*)"/g
const LIST_OF_TAGS = /^(?:W\/)?"[^"]*"(?:\s*,\s*(?:W\/)?"[^"]*")*$/
/** What is inside our tags, and what a proxy may have put behind it: `2`, `2-gzip`, `2--br`, `2;gzip`. */
const OUR_TAG = /^([1-9]\d{0,14})(?:[-;][\w;-]*)?$/

/** The tag of a resource's revision: it changes whenever the resource is changed. */
export function toEtag(revision: number): string {
  return `"${revision.toString()}"`
}

/**
 * Reads `If-Match` and `If-None-Match` as a change takes them: `*`, or tags of which one has to be the resource's;
 * `If-None-Match: *` only creates.
 *
 * Proxies that compress make `W/"2"` or `"2-gzip"` of a tag: it stays the same revision. A tag that this handler never gave
 * matches nothing, so the answer is 412 and not a guess.
 */
export function readPrecondition(ifMatch: string | null, ifNoneMatch: string | null = null): Precondition {
  if (ifNoneMatch !== null) {
    if (ifNoneMatch.trim() === '*' && ifMatch === null) return 'absent'
    throw refuse('if-none-match', 'Expected *, and no If-Match beside it.')
  }
  if (ifMatch === null) return null
  const text = ifMatch.trim()
  if (text === '*') return 'exists'
  if (!LIST_OF_TAGS.test(text)) throw refuse('if-match', 'Expected * or ETags.')
  const revisions = Array.from(text.matchAll(TAG), ([, opaque]) => toRevision(opaque!))
  return revisions.length === 1 ? revisions[0]! : revisions
}

function toRevision(opaque: string): number {
  const revision = OUR_TAG.exec(opaque)?.[1]
  return revision === undefined ? NEVER : Number(revision)
}

function refuse(pointer: string, detail: string): LessonProblem {
  return new LessonProblem('invalid_request', { errors: [{ pointer: `/${pointer}`, detail }] })
}
