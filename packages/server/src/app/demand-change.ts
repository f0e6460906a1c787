import type { Unchanged } from '../core/records/revision.js'
import { LessonProblem } from '../problems/lesson-problem.js'

/** Passes on what became of a change; throws the problem that says why nothing was changed. */
export function demandChange<Outcome>(outcome: Outcome | Unchanged): Exclude<Outcome, Unchanged> {
  if (outcome === 'forbidden') throw new LessonProblem('forbidden')
  if (outcome === 'stale') throw new LessonProblem('precondition_failed')
  return outcome as Exclude<Outcome, Unchanged>
}
