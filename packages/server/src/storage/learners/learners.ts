import type { CourseKey } from '../../core/records/course.js'
import type { CourseLearner, EnrolmentListing, LearnerListing } from '../../core/records/course-learner.js'
import type { AttemptRecord, Enrolment, EnrolmentRecord } from '../../core/records/enrolment.js'
import type { LearnerKey } from '../../core/records/learner-key.js'

/** Reads and writes who takes which course, and for which time. */
export interface Learners {
  /** Enrols, or ends the enrolment; `created` says whether the learner had no enrolment before. */
  putEnrolment(
    enrolment: LearnerKey & { courseId: string; active: boolean },
  ): Promise<{ readonly enrolment: EnrolmentRecord; readonly created: boolean }>
  findEnrolment(learner: LearnerKey, courseId: string): Promise<Enrolment | null>
  /** Begins the learner's next attempt; `expected` is the number it shall have. `null` for a learner never enrolled. */
  startAttempt(
    learner: LearnerKey,
    courseId: string,
    attempt: { readonly reason: string; readonly actorId: string; readonly expected: number | null },
  ): Promise<{ readonly attempt: AttemptRecord; readonly created: boolean } | 'stale' | null>
  /** A page of the learners of a course, by id: everyone who was ever enrolled or has records in it. One statement. */
  list(course: CourseKey, listing: LearnerListing): Promise<readonly CourseLearner[]>
  /** A page of the enrolments of a course, by learner id. */
  listEnrolments(course: CourseKey, listing: EnrolmentListing): Promise<readonly EnrolmentRecord[]>
}
