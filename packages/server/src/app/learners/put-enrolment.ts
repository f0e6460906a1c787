import type { EnrolmentResource } from '@enhancedhr/protocol/management'
import { holdManagedCourse } from '../access/find-course.js'
import { requireManager } from '../access/require-role.js'
import type { Actor, AppContext } from '../app-context.js'
import { readOpaque } from '../read-input.js'
import { toEnrolmentResource } from './enrolment-resource.js'
import type { Recorded } from './recorded.js'

const NEVER_ENROLLED = { attempt: 1, active: false, enrolled_at: null, ended_at: null }

/** Enrols a learner in a course, or ends the enrolment; what was earned stays. By those who manage the course. */
export async function putEnrolment(
  { store }: AppContext,
  { caller }: Actor,
  id: string,
  { learnerId, active }: { readonly learnerId: string; readonly active: boolean },
): Promise<Recorded<EnrolmentResource>> {
  requireManager(caller)
  const learner = { tenantId: caller.tenantId, learnerId: readOpaque(learnerId, 'learner_id') }
  return store.transaction(async (records) => {
    const { courseId } = await holdManagedCourse(records, caller, id)
    if (!active && !(await records.learners.findEnrolment(learner, courseId))) {
      return { resource: { course_id: courseId, learner_id: learnerId, ...NEVER_ENROLLED }, created: false }
    }
    const { enrolment, created } = await records.learners.putEnrolment({ ...learner, courseId, active })
    return { resource: toEnrolmentResource(enrolment), created }
  })
}
