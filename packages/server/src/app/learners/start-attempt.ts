import type { attemptInputSchema, AttemptResource } from '@enhancedhr/protocol/management'
import type * as z from 'zod/mini'
import { holdManagedCourse } from '../access/find-course.js'
import { requireManager } from '../access/require-role.js'
import type { Actor, AppContext } from '../app-context.js'
import type { Recorded } from './recorded.js'
import { refuseInput } from './refuse-input.js'

/** Begins a learner's next attempt of a course, from nothing; the last one's verdict stands. By those who manage the course. */
export async function startAttempt(
  { store }: AppContext,
  { caller }: Actor,
  id: string,
  { learner_id: learnerId, reason, attempt: expected }: z.output<typeof attemptInputSchema>,
): Promise<Recorded<AttemptResource>> {
  requireManager(caller)
  const learner = { tenantId: caller.tenantId, learnerId }
  return store.transaction(async (records) => {
    const { courseId } = await holdManagedCourse(records, caller, id)
    const given = { reason, actorId: caller.learnerId, expected: expected ?? null }
    const started = await records.learners.startAttempt(learner, courseId, given)
    if (started === null) throw refuseInput('/learner_id', 'The learner was never enrolled in the course.')
    if (started === 'stale') throw refuseInput('/attempt', 'It is not the number of the next attempt.')
    const { attempt, created } = started
    return {
      resource: {
        course_id: courseId,
        learner_id: learnerId,
        attempt: attempt.attempt,
        reason: attempt.reason,
        started_at: attempt.startedAt.toISOString(),
      },
      created,
    }
  })
}
