import type { waiversInputSchema, WaiverList } from '@enhancedhr/protocol/management'
import type * as z from 'zod/mini'
import type { CourseRecord } from '../../core/records/course.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { Waiver, WaiverOutcome } from '../../core/records/waiver.js'
import { findManagedCourse } from '../access/find-course.js'
import { requireRole } from '../access/require-role.js'
import type { Actor, AppContext } from '../app-context.js'

type WaiverFields = z.output<typeof waiversInputSchema>['waivers'][number]
type Item = WaiverList['items'][number]

/** A waiver with its index in the answer. */
interface IndexedWaiver {
  readonly index: number
  readonly input: WaiverFields
  readonly waiver: Waiver
}

/**
 * Records completions that were earned elsewhere: one answer each, in order. By admins and services.
 *
 * Everything of one learner is one transaction. A call that fails half-way is sent again as it was: what was recorded is
 * `unchanged` then.
 */
export async function recordWaivers(
  { store }: AppContext,
  { caller }: Actor,
  id: string,
  { waivers }: z.output<typeof waiversInputSchema>,
): Promise<WaiverList> {
  requireRole(caller, 'admin', 'service')
  const { course } = await findManagedCourse(store, caller, id)
  const found = await store.lessons.list(course)
  const lessons = new Map(found.map((lesson) => [lesson.lessonId, lesson]))
  const items: Item[] = []
  const byLearner = new Map<string, IndexedWaiver[]>()
  for (const [index, input] of waivers.entries()) {
    const waiver = toWaiver(input, course, lessons, caller.learnerId)
    if (waiver === null) items[index] = refused(input, 'The course has no such lesson, or it is archived.')
    else byLearner.set(input.learner_id, [...(byLearner.get(input.learner_id) ?? []), { index, input, waiver }])
  }
  for (const [learnerId, own] of byLearner) {
    const learner = { tenantId: caller.tenantId, learnerId }
    const wanted = own.map(({ waiver }) => waiver)
    const outcomes = await store.verdicts.recordWaivers(learner, course.courseId, wanted)
    for (const [nth, { index, input }] of own.entries()) items[index] = toItem(input, outcomes[nth]!)
  }
  return { items }
}

/** `null` where the course has no such lesson. */
function toWaiver(
  input: WaiverFields,
  course: CourseRecord,
  lessons: ReadonlyMap<string, LessonRecord>,
  actorId: string,
): Waiver | null {
  const lesson = input.lesson_id === null ? null : lessons.get(input.lesson_id)
  if (lesson === undefined) return null
  return {
    lessonId: input.lesson_id,
    ruleVersion: lesson?.ruleVersion ?? course.ruleVersion,
    mediaVersion: lesson?.media?.version ?? null,
    reason: input.reason,
    actorId,
    completedAt: input.completed_at === undefined ? null : new Date(input.completed_at),
    enrol: input.enrol,
  }
}

function toItem(input: WaiverFields, outcome: WaiverOutcome): Item {
  if (outcome === 'future') return refused(input, '`completed_at` lies in the future.')
  const { recorded, attempt, verdict } = outcome
  return {
    learner_id: input.learner_id,
    lesson_id: input.lesson_id,
    status: recorded ? 'recorded' : 'unchanged',
    attempt,
    completed: verdict.completed,
    completed_at: verdict.completed ? verdict.decidedAt.toISOString() : null,
  }
}

function refused({ learner_id: learnerId, lesson_id: lessonId }: WaiverFields, detail: string): Item {
  return {
    learner_id: learnerId,
    lesson_id: lessonId,
    status: 'refused',
    detail,
    attempt: null,
    completed: false,
    completed_at: null,
  }
}
