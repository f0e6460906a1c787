import { hasRole, type Caller } from './caller.js'
import { LessonProblem } from './lesson-problem.js'

/** Refuses with 403 `forbidden` who cannot watch: a `service` is the host's own server, not a person. */
export function requireWatcher(caller: Caller): void {
  if (!hasRole(caller, 'learner', 'course_owner', 'admin')) throw new LessonProblem('forbidden')
}
