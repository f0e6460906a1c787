import { isOpaqueId, MAX_INT4 } from '@enhancedhr/protocol'
import type { LearnerKey } from '../core/records/learner-key.js'
import type { SignedInCall } from './call.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import { readWholeNumber } from './read-query.js'
import { requireManager, requireRole } from './require-role.js'

/**
 * Whose standing in a lesson or course is asked for: the caller's own, or with `?learner_id=` another's.
 *
 * That is for who manages the course. Who manages nothing is refused before anything is looked up.
 */
export async function askedLearner<Subject extends { readonly courseId: string | null }>(
  call: SignedInCall,
  find: () => Promise<Subject>,
): Promise<{ readonly learner: LearnerKey; readonly subject: Subject }> {
  const { url, caller } = call
  const learnerId = url.searchParams.get('learner_id')
  if (learnerId === null || learnerId === caller.learnerId) return { learner: caller, subject: await find() }
  requireRole(caller, 'course_owner', 'admin', 'service')
  if (!isOpaqueId(learnerId)) {
    const errors = [{ pointer: '/learner_id', detail: 'Expected 1 to 255 characters.' }]
    throw new LessonProblem('invalid_request', { errors })
  }
  const subject = await find()
  await requireManager(call, subject.courseId)
  return { learner: { tenantId: caller.tenantId, learnerId }, subject }
}

/** Which attempt is asked for with `?attempt=`, or `null` for the current one. */
export function askedAttempt(url: URL): number | null {
  return readWholeNumber(url, 'attempt', MAX_INT4)
}
