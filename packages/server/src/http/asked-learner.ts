import { isOpaqueId } from '@enhancedhr/protocol'
import type { LearnerKey } from '../storage/lesson-store.js'
import type { SignedInCall } from './call.js'
import { LessonProblem } from './lesson-problem.js'
import { readWholeNumber } from './read-query.js'
import { requireManager } from './require-role.js'

/** Attempts are counted in 32 bits. */
const MAX_ATTEMPT = 2_147_483_647

/** Whose standing is asked for: the caller's own, or with `?learner_id=` another's, for who manages the course. */
export async function askedLearner(call: SignedInCall, courseId: string | null): Promise<LearnerKey> {
  const { url, caller } = call
  const learnerId = url.searchParams.get('learner_id')
  if (learnerId === null || learnerId === caller.learnerId) return caller
  await requireManager(call, courseId)
  if (!isOpaqueId(learnerId)) {
    const errors = [{ pointer: '/learner_id', detail: 'Expected 1 to 255 characters.' }]
    throw new LessonProblem('invalid_request', { errors })
  }
  return { tenantId: caller.tenantId, learnerId }
}

/** Which attempt is asked for with `?attempt=`, or `null` for the current one. */
export function askedAttempt(url: URL): number | null {
  return readWholeNumber(url, 'attempt', MAX_ATTEMPT)
}
