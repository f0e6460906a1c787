import type { Enrolment } from '../core/records/enrolment.js'
import type { LessonAccess } from '../core/records/access-facts.js'
import { askPermission } from './ask-permission.js'
import { hasRole, type Caller } from './caller.js'
import type { HostContext } from './host-context.js'
import type { Logger } from './logger.js'

/** What an entitlement is asked about. */
export interface EntitlementQuestion {
  readonly learner: Caller
  readonly lesson: { readonly id: string; readonly courseId: string | null; readonly title: string }
  /** The learner's enrolment in the lesson's course, or `null` without an enrolment or without a course. */
  readonly enrolment: Enrolment | null
}

/** Answers whether the learner may watch the lesson now; asked at every grant and renewal, at most 5 s. */
export type Entitlement = (question: EntitlementQuestion, context: HostContext) => boolean | Promise<boolean>

/** The default: learners who are enrolled in the lesson's course now, and admins always. */
export function enrolledOrAdmin({ learner, enrolment }: EntitlementQuestion): boolean {
  return hasRole(learner, 'admin') || enrolment?.active === true
}

/** Asks whether the learner may watch the lesson now. */
export function isEntitled(
  entitlement: Entitlement,
  learner: Caller,
  { lesson, access }: LessonAccess,
  context: HostContext,
  logger: Logger,
): Promise<boolean> {
  const { lessonId: id, courseId, title } = lesson
  const { enrolment } = access
  return askPermission('entitlement', logger, () =>
    entitlement({ learner, lesson: { id, courseId, title }, enrolment }, context),
  )
}
