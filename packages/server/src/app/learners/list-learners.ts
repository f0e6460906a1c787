import {
  enrolmentQuerySchema,
  learnerQuerySchema,
  type CourseLearnerList,
  type CourseLearnerResource,
  type EnrolmentList,
} from '@enhancedhr/protocol/management'
import type { CourseKey } from '../../core/records/course.js'
import type { CourseLearner } from '../../core/records/course-learner.js'
import { readShape } from '../../problems/read-shape.js'
import type { ApiContext } from '../api-context.js'
import { readCursor, toPage, toPageSize } from '../cursor.js'
import { findCourse } from '../find-resource.js'
import { presentCourseProgress } from '../progress/present-progress.js'
import { presentEnrolment } from './present-enrolment.js'

/** Lists the learners of a course, each with enrolment, progress and verdict, by learner id. */
export async function listLearners(context: ApiContext, key: CourseKey, given: unknown): Promise<CourseLearnerList> {
  const { search = '', status = null, limit, cursor } = readShape(learnerQuerySchema, given)
  const size = toPageSize(limit)
  const after = cursor === undefined ? null : readCursor(cursor)
  await findCourse(context, key)
  // One more than asked tells whether there is a further page.
  const found = await context.store.learners.list(key, { search, status, limit: size + 1, after })
  const page = toPage(found, size, ({ learnerId }) => learnerId)
  return { items: page.items.map(presentLearner), next_cursor: page.nextCursor }
}

/** Lists the enrolments of a course, by learner id. */
export async function listEnrolments(context: ApiContext, key: CourseKey, given: unknown): Promise<EnrolmentList> {
  const { active = null, limit, cursor } = readShape(enrolmentQuerySchema, given)
  const size = toPageSize(limit)
  const after = cursor === undefined ? null : readCursor(cursor)
  await findCourse(context, key)
  const found = await context.store.learners.listEnrolments(key, { active, limit: size + 1, after })
  const page = toPage(found, size, ({ learnerId }) => learnerId)
  return { items: page.items.map(presentEnrolment), next_cursor: page.nextCursor }
}

function presentLearner({ learnerId, status, enrolment, progress, lastSeenAt }: CourseLearner): CourseLearnerResource {
  const { verdict } = progress
  return {
    learner_id: learnerId,
    status,
    enrolment: enrolment && {
      active: enrolment.active,
      attempt: enrolment.attempt,
      enrolled_at: enrolment.enrolledAt?.toISOString() ?? null,
      ended_at: enrolment.endedAt?.toISOString() ?? null,
    },
    progress: presentCourseProgress(progress),
    verdict: verdict && {
      completed: verdict.completed,
      kind: verdict.kind,
      completed_at: verdict.completed ? verdict.decidedAt.toISOString() : null,
    },
    last_seen_at: lastSeenAt?.toISOString() ?? null,
  }
}
