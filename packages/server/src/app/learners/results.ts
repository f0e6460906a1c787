import type { resultInputSchema, ResultResource } from '@enhancedhr/protocol/management'
import type * as z from 'zod/mini'
import type { ResultOutcome, TakenResult } from '../../core/records/result.js'
import { holdManagedCourse } from '../access/find-course.js'
import { findManagedLesson } from '../access/find-lesson.js'
import { requireRole } from '../access/require-role.js'
import type { Actor, AppContext } from '../app-context.js'
import { readOpaque } from '../read-input.js'
import type { Recorded } from './recorded.js'
import { refuseInput } from './refuse-input.js'
import { toResultResource } from './result-resource.js'

type ResultFields = z.output<typeof resultInputSchema>

/** Keeps a quiz result; best of several. By admins and services: nobody reports their own. */
export async function putQuizResult(
  { store }: AppContext,
  { caller }: Actor,
  id: string,
  learnerId: string,
  input: ResultFields,
): Promise<Recorded<ResultResource>> {
  requireRole(caller, 'admin', 'service')
  const learner = { tenantId: caller.tenantId, learnerId: readOpaque(learnerId, 'learner_id') }
  return store.transaction(async (records) => {
    const { lesson } = await findManagedLesson(records, caller, id)
    const { kept, created } = demand(await records.verdicts.recordQuizResult(learner, lesson, toTaken(input)))
    const { quizPassed, verdict } = await records.progress.readLesson(learner, lesson, kept.attempt)
    return { resource: toResultResource(learnerId, kept, quizPassed, verdict), created }
  })
}

/** Keeps a result of a course's final assessment; best of several. By admins and services. */
export async function putAssessmentResult(
  { store }: AppContext,
  { caller }: Actor,
  id: string,
  learnerId: string,
  input: ResultFields,
): Promise<Recorded<ResultResource>> {
  requireRole(caller, 'admin', 'service')
  const learner = { tenantId: caller.tenantId, learnerId: readOpaque(learnerId, 'learner_id') }
  return store.transaction(async (records) => {
    const { courseId } = await holdManagedCourse(records, caller, id)
    const { kept, created } = demand(await records.verdicts.recordAssessmentResult(learner, courseId, toTaken(input)))
    const progress = await records.progress.readCourse(learner, courseId, kept.attempt)
    const passed = progress?.assessmentPassed ?? false
    return { resource: toResultResource(learnerId, kept, passed, progress?.verdict ?? null), created }
  })
}

function demand(outcome: ResultOutcome): Exclude<ResultOutcome, 'conflict'> {
  if (outcome !== 'conflict') return outcome
  const detail = 'A result with this id is kept with other content; a new result needs a new id.'
  throw refuseInput('/result_id', detail)
}

function toTaken(input: ResultFields): TakenResult {
  return {
    resultId: input.result_id,
    passed: input.passed,
    score: input.score,
    maxScore: input.max_score,
    takenAt: new Date(input.taken_at),
  }
}
