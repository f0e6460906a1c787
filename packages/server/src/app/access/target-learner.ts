import { isOpaqueId } from '@enhancedhr/protocol'
import type { AccessFacts } from '../../core/records/access-facts.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { Caller } from '../caller.js'
import { manages } from './manages.js'
import { requireManager } from './require-role.js'

/** Whose standing in a lesson or course is read. */
export interface TargetLearner {
  readonly learner: LearnerKey
  /** Whether it is the caller's own; another's is for those who manage the course. */
  readonly isOwn: boolean
  /** Whether the caller named the learner. */
  readonly isNamed: boolean
}

/**
 * The learner named, or the caller where nobody is.
 *
 * A caller who manages nothing is refused before anything is looked up.
 */
export function toTargetLearner(caller: Caller, learnerId: string | null): TargetLearner {
  const isNamed = learnerId !== null
  if (learnerId === null || learnerId === caller.learnerId) return { learner: caller, isOwn: true, isNamed }
  requireManager(caller)
  if (!isOpaqueId(learnerId)) {
    const errors = [{ pointer: '/learner_id', detail: 'Expected 1 to 255 characters.' }]
    throw new LessonProblem('invalid_request', { errors })
  }
  return { learner: { tenantId: caller.tenantId, learnerId }, isOwn: false, isNamed }
}

/**
 * Refuses with 400 a manager who named nobody and never learned in the course or lesson: their own zeros would be taken
 * for a learner's.
 */
export function requireNamed(caller: Caller, { isNamed }: TargetLearner, access: AccessFacts): void {
  if (isNamed || !manages(caller, access) || access.enrolment !== null || access.hasRecords) return
  const detail = 'Say whose: you manage this course, and have no enrolment or records in it yourself.'
  throw new LessonProblem('invalid_request', { errors: [{ pointer: '/learner_id', detail }] })
}
