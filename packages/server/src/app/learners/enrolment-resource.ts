import type { EnrolmentResource } from '@enhancedhr/protocol/management'
import type { EnrolmentRecord } from '../../core/records/enrolment.js'

/** Writes an enrolment as every answer shows it. */
export function toEnrolmentResource(enrolment: EnrolmentRecord): EnrolmentResource {
  return {
    course_id: enrolment.courseId,
    learner_id: enrolment.learnerId,
    attempt: enrolment.attempt,
    active: enrolment.active,
    enrolled_at: enrolment.enrolledAt?.toISOString() ?? null,
    ended_at: enrolment.endedAt?.toISOString() ?? null,
  }
}
