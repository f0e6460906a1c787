import { hasRole, type Caller, type Role } from '../app/caller.js'
import { LessonProblem } from '../problems/lesson-problem.js'

/** Refuses with 403 `forbidden` who cannot watch: a `service` is the host's own server, not a person. */
export function requireWatcher(caller: Caller): void {
  requireRole(caller, 'learner', 'course_owner', 'admin')
}

/** Refuses with 403 `forbidden` who has none of the roles. */
export function requireRole(caller: Caller, ...roles: readonly Role[]): void {
  if (!hasRole(caller, ...roles)) throw new LessonProblem('forbidden')
}

/** Who has to own what is changed; `null` for admins and services, who may change any. The transaction asks once more. */
export function ownerIdOf(caller: Caller): string | null {
  return hasRole(caller, 'admin', 'service') ? null : caller.learnerId
}
