import { isOpaqueId, MAX_INT4 } from '@enhancedhr/protocol'
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
}

/**
 * Reads whose standing is asked for: the caller's own, or with `?learner_id=` another's.
 *
 * Who manages nothing is refused before anything is looked up.
 */
export function askedLearner({ url, caller }: SignedInCall): AskedLearner {
  const learnerId = url.searchParams.get('learner_id')
  if (learnerId === null || learnerId === caller.learnerId) return { learner: caller, isOwn: true }
  requireRole(caller, 'course_owner', 'admin', 'service')
  if (!isOpaqueId(learnerId)) {
    const errors = [{ pointer: '/learner_id', detail: 'Expected 1 to 255 characters.' }]
    throw new LessonProblem('invalid_request', { errors })
  }
  return { learner: { tenantId: caller.tenantId, learnerId }, isOwn: false }
}

/** Which attempt is asked for with `?attempt=`, or `null` for the current one. */
export function askedAttempt(url: URL): number | null {
  return readWholeNumber(url, 'attempt', MAX_INT4)
}
