import type { Enrolment } from '../core/records/enrolment.js'
import type { LessonRecord } from '../core/records/lesson.js'
import { askHost } from './ask-host.js'
import { hasRole, type Caller } from './caller.js'
import type { HostContext } from './host-context.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import type { Logger } from './logger.js'

/** What an entitlement is asked about. */
export interface EntitlementQuestion {
  readonly learner: Caller
  readonly lesson: { readonly id: string; readonly courseId: string | null; readonly title: string }
  /** The learner's enrolment in the lesson's course, or `null` when there is none or the lesson is in no course. */
  readonly enrolment: Enrolment | null
}

/** Answers whether the learner may watch the lesson now; asked at every grant and renewal, at most 5 s. */
export type Entitlement = (question: EntitlementQuestion, context: HostContext) => boolean | Promise<boolean>

/** The default: who is enrolled in the lesson's course now, and admins always. */
export function enrolledOrAdmin({ learner, enrolment }: EntitlementQuestion): boolean {
  return hasRole(learner, 'admin') || enrolment?.active === true
}

/** Refuses with 403 `entitlement_denied` whom the host does not entitle; an answer other than `true` entitles nobody. */
export async function requireEntitlement(
  entitlement: Entitlement,
  learner: Caller,
  lesson: LessonRecord,
  enrolment: Enrolment | null,
  context: HostContext,
  logger: Logger,
): Promise<void> {
  const { lessonId: id, courseId, title } = lesson
  const answer: unknown = await askHost('entitlement', logger, () =>
    entitlement({ learner, lesson: { id, courseId, title }, enrolment }, context),
  )
  if (answer === true) return
  if (answer === false) throw new LessonProblem('entitlement_denied')
  logger.error(`Expected \`entitlement\` to answer true or false, got ${answer === null ? 'null' : typeof answer}.`)
  throw new LessonProblem('internal')
}
