import type { AccessFacts } from '../../core/records/access-facts.js'
import { hasRole, type Caller } from '../caller.js'
import { managesAll } from './require-role.js'

/** Whether the caller manages a course or lesson: an owner of the course, an admin, or the host's own server. */
export function manages(caller: Caller, { owners }: Pick<AccessFacts, 'owners'>): boolean {
  if (managesAll(caller)) return true
  return hasRole(caller, 'course_owner') && owners.includes(caller.learnerId)
}
