import type { Precondition } from './records/revision.js'

/** Whether a change may go on: `revision` is the resource's, or `null` before it exists. */
export function holds(expected: Precondition, revision: number | null): boolean {
  if (expected === null) return true
  if (expected === 'absent') return revision === null
  if (expected === 'exists') return revision !== null
  return typeof expected === 'number' ? expected === revision : revision !== null && expected.includes(revision)
}
