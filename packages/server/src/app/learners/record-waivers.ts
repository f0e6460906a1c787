import { waiversInputSchema, type WaiverList } from '@enhancedhr/protocol/management'
import type * as z from 'zod/mini'
import type { CourseKey, CourseRecord } from '../../core/records/course.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { Waiver, WaiverOutcome } from '../../core/records/waiver.js'
import { readShape } from '../../problems/read-shape.js'
import type { ApiContext } from '../api-context.js'
import { findCourse } from '../find-resource.js'

type ReadWaiver = z.output<typeof waiversInputSchema>['waivers'][number]
type Item = WaiverList['items'][number]

/** A waiver with its place in the answer. */
interface Placed {
  readonly place: number
  readonly input: ReadWaiver
  readonly waiver: Waiver
}

/**
 * Records completions that were earned elsewhere: one answer each, in order.
 *
 * Everything of one learner is one transaction. A call that fails half-way is sent again as it was: what was recorded is
 * `unchanged` then.
 */
export async function recordWaivers(
  context: ApiContext,
  key: CourseKey,
  given: unknown,
  actorId: string,
): Promise<WaiverList> {
  const { waivers } = readShape(waiversInputSchema, given)
  const { store } = context
  const course = await findCourse(context, key)
  const found = await store.lessons.list({ tenantId: key.tenantId, courseId: key.courseId })
  const lessons = new Map(found.map((lesson) => [lesson.lessonId, lesson]))
  const items: Item[] = []
  const byLearner = new Map<string, Placed[]>()
  for (const [place, input] of waivers.entries()) {
    const waiver = toWaiver(input, course, lessons, actorId)
    if (waiver === null) items[place] = refused(input, 'The course has no such lesson, or it is archived.')
    else byLearner.set(input.learner_id, [...(byLearner.get(input.learner_id) ?? []), { place, input, waiver }])
  }
  for (const [learnerId, placed] of byLearner) {
    const learner = { tenantId: key.tenantId, learnerId }
    const wanted = placed.map(({ waiver }) => waiver)
    const outcomes = await store.verdicts.recordWaivers(learner, course.courseId, wanted)
    for (const [index, { place, input }] of placed.entries()) items[place] = present(input, outcomes[index]!)
  }
  return { items }
}

/** `null` where the course has no such lesson. */
function toWaiver(
  input: ReadWaiver,
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

function present(input: ReadWaiver, outcome: WaiverOutcome): Item {
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

function refused({ learner_id: learnerId, lesson_id: lessonId }: ReadWaiver, detail: string): Item {
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
