import type { AccessFacts } from '../../core/records/access-facts.js'
import type { Caller } from '../caller.js'
import { manages } from './manages.js'

/**
 * Whether the caller may know that a course or lesson exists: a person who manages it, is or was enrolled, or has records there.
 *
 * Everybody else is a stranger, and is answered as if it did not exist.
 */
export function mayKnowOf(caller: Caller, facts: AccessFacts): boolean {
  return manages(caller, facts) || facts.enrolment !== null || facts.hasRecords
}
