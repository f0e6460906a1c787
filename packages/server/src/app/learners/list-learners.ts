import type {
  enrolmentQuerySchema,
  learnerQuerySchema,
  CourseLearnerList,
  CourseLearnerResource,
  EnrolmentList,
} from '@enhancedhr/protocol/management'
import type * as z from 'zod/mini'
import type { CourseLearner } from '../../core/records/course-learner.js'
import { findManagedCourse } from '../access/find-course.js'
import { requireManager } from '../access/require-role.js'
import type { Actor, AppContext } from '../app-context.js'
import { readCursor, toPage, toPageSize } from '../cursor.js'
import { toCourseProgressResource } from '../progress/progress-resource.js'
import { toEnrolmentResource } from './enrolment-resource.js'

/** Lists the learners of a course, each with enrolment, progress and verdict, by learner id; for those who manage it. */
export async function listLearners(
  { store }: AppContext,
  { caller }: Actor,
  id: string,
  { search = '', status, limit, cursor }: z.output<typeof learnerQuerySchema>,
): Promise<CourseLearnerList> {
  requireManager(caller)
  const size = toPageSize(limit)
  const after = cursor === undefined ? null : readCursor(cursor)
  const { course } = await findManagedCourse(store, caller, id)
  // One more than asked for says whether there is a further page.
  const found = await store.learners.list(course, { search, status: status ?? null, limit: size + 1, after })
  const page = toPage(found, size, ({ learnerId }) => learnerId)
  return { items: page.items.map(toCourseLearnerResource), next_cursor: page.nextCursor }
}

/** Lists the enrolments of a course, by learner id; for those who manage it. */
export async function listEnrolments(
  { store }: AppContext,
  { caller }: Actor,
  id: string,
  { active, limit, cursor }: z.output<typeof enrolmentQuerySchema>,
): Promise<EnrolmentList> {
  requireManager(caller)
  const size = toPageSize(limit)
  const after = cursor === undefined ? null : readCursor(cursor)
  const { course } = await findManagedCourse(store, caller, id)
  const found = await store.learners.listEnrolments(course, { active: active ?? null, limit: size + 1, after })
  const page = toPage(found, size, ({ learnerId }) => learnerId)
  return { items: page.items.map(toEnrolmentResource), next_cursor: page.nextCursor }
}

function toCourseLearnerResource({
  learnerId,
  status,
  enrolment,
  progress,
  lastSeenAt,
}: CourseLearner): CourseLearnerResource {
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
    progress: toCourseProgressResource(progress),
    verdict: verdict && {
      completed: verdict.completed,
      kind: verdict.kind,
      completed_at: verdict.completed ? verdict.decidedAt.toISOString() : null,
    },
    last_seen_at: lastSeenAt?.toISOString() ?? null,
  }
}
