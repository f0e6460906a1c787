import { toMilliseconds } from '@enhancedhr/protocol'
import { courseInputSchema, type CourseResource } from '@enhancedhr/protocol/management'
import { courseAttention } from '../../core/attention.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { readShape } from '../../problems/read-shape.js'
import type { CourseKey } from '../../core/records/course.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { ChangeConditions } from '../../core/records/revision.js'
import type { ApiContext, Changed } from '../api-context.js'
import { demandChange } from '../demand-change.js'
import { toEtag } from '../etag.js'
import { findCourse } from '../find-resource.js'
import { presentCourseResource } from '../lessons/present-resources.js'
import { readId } from '../read-input.js'

/**
 * Creates or replaces a course.
 *
 * With `ownerId` the course has to be that owner's, or new: then it is, beside those named. A rule that its lessons can never meet is refused with
 * `rule_unreachable`; what cannot be known yet shows later, as the status `needs_attention`.
 */
export async function putCourse(
  { store, ready }: ApiContext,
  key: CourseKey,
  given: unknown,
  conditions: ChangeConditions,
): Promise<Changed<CourseResource>> {
  const input = readShape(courseInputSchema, given)
  const courseId = readId(key.courseId, 'id')
  const rule = {
    assessmentRequired: input.completion.assessment_required,
    minimumSeatTime: toMilliseconds(input.completion.minimum_seat_time),
  }
  await ready()
  const lessons = await store.lessons.list({ tenantId: key.tenantId, courseId })
  const errors = courseAttention(rule, {
    lessons: lessons.map(({ required, media }) => ({ required, duration: media?.duration ?? null })),
    assessmentConfigured: input.assessment,
  })
  if (errors.length > 0) throw new LessonProblem('rule_unreachable', { errors })
  const course = {
    tenantId: key.tenantId,
    courseId,
    title: input.title,
    description: input.description,
    owners: input.owners ?? null,
    rule,
    hasAssessment: input.assessment,
  }
  const outcome = demandChange(await store.courses.put(course, conditions))
  return { ...(await readCourseResource(store, { tenantId: key.tenantId, courseId })), created: outcome === 'created' }
}

/** Archives a course: no grants any more, evidence and verdicts stay. */
export async function archiveCourse(
  context: ApiContext,
  key: CourseKey,
  conditions: ChangeConditions,
): Promise<Changed<CourseResource>> {
  await findCourse(context, key)
  const { store } = context
  const outcome = demandChange(
    await store.courses.archive({ tenantId: key.tenantId, courseId: key.courseId }, conditions),
  )
  if (outcome === null) throw new LessonProblem('course_not_found')
  return { ...(await readCourseResource(store, key)), created: false }
}

/** The course as who manages it reads it. */
export async function readCourseResource(
  store: ApiContext['store'],
  { tenantId, courseId }: CourseKey,
): Promise<{
  readonly resource: CourseResource
  readonly etag: string
  readonly lessons: readonly LessonRecord[]
}> {
  const course = await store.courses.find({ tenantId, courseId })
  if (!course) throw new LessonProblem('course_not_found')
  const lessons = await store.lessons.list({ tenantId, courseId })
  return { resource: presentCourseResource(course, lessons), etag: toEtag(course.revision), lessons }
}
