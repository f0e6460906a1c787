import { toMilliseconds } from '@enhancedhr/protocol'
import { courseInputSchema, type CourseResource } from '@enhancedhr/protocol/management'
import { courseAttention } from '../../core/attention.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { CourseRecord } from '../../core/records/course.js'
import type { Precondition } from '../../core/records/revision.js'
import type { ApiContext, Changed } from '../api-context.js'
import { toEtag } from '../etag.js'
import { presentCourseResource } from '../lessons/present-resources.js'
import { readId, readInput } from '../read-input.js'

export interface CourseKey {
  readonly tenantId: string
  readonly courseId: string
}

/**
 * Creates or replaces a course.
 *
 * `firstOwner` owns a new course beside those named. A rule that its lessons can never meet is refused with
 * `rule_unreachable`; what cannot be known yet shows later, as the status `needs_attention`.
 */
export async function putCourse(
  { store, ready }: ApiContext,
  key: CourseKey,
  given: unknown,
  { expected, firstOwner = null }: { readonly expected: Precondition; readonly firstOwner?: string | null },
): Promise<Changed<CourseResource>> {
  const input = readInput(courseInputSchema, given)
  const courseId = readId(key.courseId, 'id')
  const rule = {
    assessmentRequired: input.completion.assessment_required,
    minimumSeatTime: toMilliseconds(input.completion.minimum_seat_time),
  }
  await ready()
  const lessons = await store.listLessons(key.tenantId, courseId)
  const errors = courseAttention(rule, {
    lessons: lessons.map(({ required, media }) => ({ required, duration: media?.duration ?? null })),
    assessmentConfigured: input.assessment,
  })
  if (errors.length > 0) throw new LessonProblem('rule_unreachable', { errors })
  const known = firstOwner === null ? null : await store.findCourse(key.tenantId, courseId)
  const addsOwner = firstOwner !== null && known === null
  const owners = addsOwner ? [...(input.owners ?? []), firstOwner] : (input.owners ?? null)
  const course = {
    tenantId: key.tenantId,
    courseId,
    title: input.title,
    description: input.description,
    owners,
    rule,
    hasAssessment: input.assessment,
  }
  const outcome = await store.putCourse(course, expected)
  if (outcome === 'stale') throw new LessonProblem('precondition_failed')
  return { ...(await readCourseResource(store, { tenantId: key.tenantId, courseId })), created: outcome === 'created' }
}

/** Archives a course: no grants any more, evidence and verdicts stay. */
export async function archiveCourse(
  { store, ready }: ApiContext,
  key: CourseKey,
  expected: Precondition,
): Promise<Changed<CourseResource>> {
  await ready()
  const outcome = await store.archiveCourse(key.tenantId, key.courseId, expected)
  if (outcome === null) throw new LessonProblem('course_not_found')
  if (outcome === 'stale') throw new LessonProblem('precondition_failed')
  return { ...(await readCourseResource(store, key)), created: false }
}

/** The course as who manages it reads it. */
export async function readCourseResource(
  store: ApiContext['store'],
  { tenantId, courseId }: CourseKey,
): Promise<{ readonly resource: CourseResource; readonly etag: string; readonly course: CourseRecord }> {
  const course = await store.findCourse(tenantId, courseId)
  if (!course) throw new LessonProblem('course_not_found')
  const resource = presentCourseResource(course, await store.listLessons(tenantId, courseId))
  return { resource, etag: toEtag(course.revision), course }
}
