import type { verdictInputSchema, VerdictResource } from '@enhancedhr/protocol/management'
import type * as z from 'zod/mini'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { VerdictDecision } from '../../core/records/verdict.js'
import type { Records } from '../../storage/store.js'
import { holdManagedCourse } from '../access/find-course.js'
import { findManagedLesson } from '../access/find-lesson.js'
import { requireRole } from '../access/require-role.js'
import type { Actor, AppContext } from '../app-context.js'
import type { Caller } from '../caller.js'
import { readOpaque } from '../read-input.js'
import { refuseInput } from './refuse-input.js'
import { toVerdictResource } from './verdict-resource.js'

type VerdictFields = z.output<typeof verdictInputSchema>

/** Waives or revokes a lesson's completion, by an admin; recorded. */
export async function putLessonVerdict(
  { store }: AppContext,
  { caller }: Actor,
  id: string,
  learnerId: string,
  input: VerdictFields,
): Promise<VerdictResource> {
  requireRole(caller, 'admin')
  const learner = { tenantId: caller.tenantId, learnerId: readOpaque(learnerId, 'learner_id') }
  const decision = toDecision(caller, input)
  return store.transaction(async (records) => {
    const { lesson } = await findManagedLesson(records, caller, id)
    await requireAttempt(records, learner, lesson.courseId, decision.attempt)
    return toVerdictResource(learnerId, await records.verdicts.decideLesson(learner, lesson, decision))
  })
}

/** Waives or revokes a course's completion, by an admin; recorded. */
export async function putCourseVerdict(
  { store }: AppContext,
  { caller }: Actor,
  id: string,
  learnerId: string,
  input: VerdictFields,
): Promise<VerdictResource> {
  requireRole(caller, 'admin')
  const learner = { tenantId: caller.tenantId, learnerId: readOpaque(learnerId, 'learner_id') }
  const decision = toDecision(caller, input)
  return store.transaction(async (records) => {
    const course = await holdManagedCourse(records, caller, id)
    await requireAttempt(records, learner, course.courseId, decision.attempt)
    return toVerdictResource(learnerId, await records.verdicts.decideCourse(learner, course, decision))
  })
}

function toDecision({ learnerId: actorId }: Caller, { completed, reason, attempt }: VerdictFields): VerdictDecision {
  return { completed, reason, actorId, attempt: attempt ?? null }
}

/** An attempt that has not begun has nothing to decide. */
async function requireAttempt(
  { learners }: Records,
  learner: LearnerKey,
  courseId: string | null,
  attempt: number | null,
): Promise<void> {
  if (attempt === null || attempt === 1) return
  const enrolment = courseId === null ? null : await learners.findEnrolment(learner, courseId)
  if ((enrolment?.attempt ?? 1) < attempt) throw refuseInput('/attempt', 'The learner has not begun this attempt.')
}
