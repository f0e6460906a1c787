import { isOpaqueId, MAX_INT4 } from '@enhancedhr/protocol'
import { manages } from '../app/access/manages.js'
import type { AccessFacts } from '../core/records/access-facts.js'
import type { LearnerKey } from '../core/records/learner-key.js'
import type { SignedInCall } from './call.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import { readWholeNumber } from './read-query.js'
import { requireRole } from './require-role.js'

/** Whose standing in a lesson or course is asked for. */
export interface AskedLearner {
  readonly learner: LearnerKey
  /** Whether it is the caller's own; another's is for who manages the course. */
  readonly isOwn: boolean
  /** Whether `?learner_id=` says so. */
  readonly isNamed: boolean
}

/**
 * Reads whose standing is asked for: the caller's own, or with `?learner_id=` another's.
 *
 * Who manages nothing is refused before anything is looked up.
 */
export function askedLearner({ url, caller }: SignedInCall): AskedLearner {
  const learnerId = url.searchParams.get('learner_id')
  const isNamed = learnerId !== null
  if (learnerId === null || learnerId === caller.learnerId) return { learner: caller, isOwn: true, isNamed }
  requireRole(caller, 'course_owner', 'admin', 'service')
  if (!isOpaqueId(learnerId)) {
    const errors = [{ pointer: '/learner_id', detail: 'Expected 1 to 255 characters.' }]
    throw new LessonProblem('invalid_request', { errors })
  }
  return { learner: { tenantId: caller.tenantId, learnerId }, isOwn: false, isNamed }
}

/**
 * Refuses with 400 a manager who did not say whose standing is asked for, and never learned in the course or lesson: zeros
 * of their own would be taken for a learner's.
 */
export function requireNamed({ caller }: SignedInCall, { isNamed }: AskedLearner, access: AccessFacts): void {
  if (isNamed || !manages(caller, access) || access.enrolment !== null || access.hasRecords) return
  const detail = 'Say whose: you manage this course, and have no enrolment or records in it yourself.'
  throw new LessonProblem('invalid_request', { errors: [{ pointer: '/learner_id', detail }] })
}

/** Which attempt is asked for with `?attempt=`, or `null` for the current one. */
export function askedAttempt(url: URL): number | null {
  return readWholeNumber(url, 'attempt', MAX_INT4)
}
