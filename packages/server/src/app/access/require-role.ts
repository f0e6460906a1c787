import { LessonProblem } from '../../problems/lesson-problem.js'
import { hasRole, type Caller, type Role } from '../caller.js'

/** Refuses with 403 `forbidden` anyone who cannot watch: a `service` is the host's own server, not a person. */
export function requireWatcher(caller: Caller): void {
  requireRole(caller, 'learner', 'course_owner', 'admin')
}

/** Refuses with 403 `forbidden` anyone who manages nothing. */
export function requireManager(caller: Caller): void {
  requireRole(caller, 'course_owner', 'admin', 'service')
}

/** Refuses with 403 `forbidden` anyone who has none of the roles. */
export function requireRole(caller: Caller, ...roles: readonly Role[]): void {
  if (!hasRole(caller, ...roles)) throw new LessonProblem('forbidden')
}

/** Who has to own what is changed; `null` for admins and services, who may change any. */
export function ownerIdOf(caller: Caller): string | null {
  return managesAll(caller) ? null : caller.learnerId
}

/** Whether the caller manages every course of the tenant. */
export function managesAll(caller: Caller): boolean {
  return hasRole(caller, 'admin', 'service')
}
