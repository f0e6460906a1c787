import { toMilliseconds } from '@enhancedhr/protocol'
import type { courseInputSchema, CourseResource } from '@enhancedhr/protocol/management'
import type * as z from 'zod/mini'
import { courseAttention } from '../../core/attention.js'
import type { Precondition } from '../../core/records/revision.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { ownerIdOf, requireManager } from '../access/require-role.js'
import type { Changed } from '../api-options.js'
import type { Actor, AppContext } from '../app-context.js'
import { demandChange } from '../demand-change.js'
import { toEtag } from '../etag.js'
import { readId } from '../read-input.js'
import { toCourseResource } from './course-resource.js'

/**
 * Creates or replaces a course: a course owner creates courses, and changes those that name them; admins and services any.
 *
 * A new course belongs to the owner who creates it, beside those named. A rule that its lessons can never meet is refused
 * with `rule_unreachable`; what cannot be known yet shows later, as the status `needs_attention`.
 */
export async function putCourse(
  { store }: AppContext,
  { caller }: Actor,
  id: string,
  input: z.output<typeof courseInputSchema>,
  expected: Precondition,
): Promise<Changed<CourseResource>> {
  requireManager(caller)
  const key = { tenantId: caller.tenantId, courseId: readId(id, 'id') }
  const rule = {
    assessmentRequired: input.completion.assessment_required,
    minimumSeatTime: toMilliseconds(input.completion.minimum_seat_time),
  }
  const course = {
    ...key,
    title: input.title,
    description: input.description,
    owners: input.owners ?? null,
    rule,
    hasAssessment: input.assessment,
  }
  return store.transaction(async ({ courses, lessons }) => {
    const outcome = await courses.put(course, { expected, ownerId: ownerIdOf(caller) })
    // An id that is taken cannot be hidden from somebody who would have made it.
    if (outcome === 'forbidden') throw new LessonProblem('forbidden')
    const entries = await lessons.list(key)
    const errors = courseAttention(rule, {
      lessons: entries.map(({ required, media }) => ({ required, duration: media?.duration ?? null })),
      assessmentConfigured: input.assessment,
    })
    if (errors.length > 0) throw new LessonProblem('rule_unreachable', { errors })
    const created = demandChange(outcome) === 'created'
    const written = (await courses.find(key))!
    return { resource: toCourseResource(written, entries), etag: toEtag(written.revision), created }
  })
}
