import type { EnrolmentRecord } from './enrolment.js'
import type { CourseProgressRecord } from './progress.js'

/** How a learner stands in the current attempt of a course. */
export type LearnerStatus = 'not_started' | 'in_progress' | 'completed' | 'revoked'

/** A learner of a course: somebody who was ever enrolled, or has records in it. */
export interface CourseLearner {
  readonly learnerId: string
  readonly status: LearnerStatus
  /** `null` for a learner who was never enrolled. */
  readonly enrolment: EnrolmentRecord | null
  /** In the current attempt. */
  readonly progress: CourseProgressRecord
  /** When a player last opened or reported a lesson of the course, in any attempt. */
  readonly lastSeenAt: Date | null
}

/** Which page of a course's learners. */
export interface LearnerListing {
  /** Part of the id, in any case; empty: everyone. */
  readonly search: string
  readonly status: LearnerStatus | null
  readonly limit: number
  /** The last learner of the page before, or `null`. */
  readonly after: string | null
}

/** Which page of a course's enrolments. */
export interface EnrolmentListing {
  /** `null`: those that hold and those that were ended. */
  readonly active: boolean | null
  readonly limit: number
  readonly after: string | null
}
