import {
  attemptInputSchema,
  resultInputSchema,
  verdictInputSchema,
  type AttemptResource,
  type EnrolmentResource,
  type ResultResource,
  type VerdictResource,
} from '@enhancedhr/protocol/management'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { readShape } from '../../problems/read-shape.js'
import type { CourseKey } from '../../core/records/course.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { ResultOutcome } from '../../core/records/result.js'
import type { VerdictHistory, VerdictRecord } from '../../core/records/verdict.js'
import type { ApiContext } from '../api-context.js'
import type { LessonKey } from '../lessons/lesson-calls.js'
import { findCourse, findLesson } from '../find-resource.js'
import { readOpaque } from '../read-input.js'
import { presentEnrolment } from './present-enrolment.js'

/** A row that was made or was there before. */
export interface Recorded<Resource> {
  readonly resource: Resource
  readonly created: boolean
}

/** Enrols a learner in a course, or ends the enrolment; what was earned stays. */
export async function putEnrolment(
  context: ApiContext,
  key: CourseKey,
  learnerId: string,
  active: boolean,
): Promise<Recorded<EnrolmentResource>> {
  const learner = { tenantId: key.tenantId, learnerId: readOpaque(learnerId, 'learner_id') }
  const { store } = context
  const { courseId } = await findCourse(context, key)
  if (!active && !(await store.learners.findEnrolment(learner, courseId))) {
    return { resource: { course_id: courseId, learner_id: learnerId, ...NEVER_ENROLLED }, created: false }
  }
  const { enrolment, created } = await store.learners.putEnrolment({ ...learner, courseId, active })
  return { resource: presentEnrolment(enrolment), created }
}

const NEVER_ENROLLED = { attempt: 1, active: false, enrolled_at: null, ended_at: null }

/** Begins a learner's next attempt of a course, from nothing; the last one's verdict stands. */
export async function startAttempt(
  context: ApiContext,
  key: CourseKey,
  given: unknown,
  actorId: string,
): Promise<Recorded<AttemptResource>> {
  const { learner_id: learnerId, reason, attempt: expected } = readShape(attemptInputSchema, given)
  const { store } = context
  const { courseId } = await findCourse(context, key)
  const learner = { tenantId: key.tenantId, learnerId }
  const started = await store.learners.startAttempt(learner, courseId, { reason, actorId, expected: expected ?? null })
  if (started === null) throw refuse('/learner_id', 'The learner was never enrolled in the course.')
  if (started === 'stale') throw refuse('/attempt', 'It is not the number of the next attempt.')
  const { attempt, created } = started
  return {
    resource: {
      course_id: courseId,
      learner_id: learnerId,
      attempt: attempt.attempt,
      reason: attempt.reason,
      started_at: attempt.startedAt.toISOString(),
    },
    created,
  }
}

/** Keeps a quiz result; best of several. */
export async function putQuizResult(
  context: ApiContext,
  key: LessonKey,
  learnerId: string,
  given: unknown,
): Promise<Recorded<ResultResource>> {
  const input = readShape(resultInputSchema, given)
  const learner = { tenantId: key.tenantId, learnerId: readOpaque(learnerId, 'learner_id') }
  const { store } = context
  const lesson = await findLesson(context, key)
  const { kept, created } = demand(await store.verdicts.recordQuizResult(learner, lesson, toTaken(input)))
  const { quizPassed, verdict } = await store.progress.readLesson(learner, lesson, kept.attempt)
  return { resource: presentResult(learnerId, kept, quizPassed, verdict), created }
}

/** Keeps a result of a course's final assessment; best of several. */
export async function putAssessmentResult(
  context: ApiContext,
  key: CourseKey,
  learnerId: string,
  given: unknown,
): Promise<Recorded<ResultResource>> {
  const input = readShape(resultInputSchema, given)
  const learner = { tenantId: key.tenantId, learnerId: readOpaque(learnerId, 'learner_id') }
  const { store } = context
  const { courseId } = await findCourse(context, key)
  const { kept, created } = demand(await store.verdicts.recordAssessmentResult(learner, courseId, toTaken(input)))
  const progress = await store.progress.readCourse(learner, courseId, kept.attempt)
  const passed = progress?.assessmentPassed ?? false
  return { resource: presentResult(learnerId, kept, passed, progress?.verdict ?? null), created }
}

/** Waives or revokes a lesson's completion. */
export async function putLessonVerdict(
  context: ApiContext,
  key: LessonKey,
  learnerId: string,
  given: unknown,
  actorId: string,
): Promise<VerdictResource> {
  const { completed, reason, attempt = null } = readShape(verdictInputSchema, given)
  const learner = { tenantId: key.tenantId, learnerId: readOpaque(learnerId, 'learner_id') }
  const { store } = context
  const lesson = await findLesson(context, key)
  await requireAttempt(store, learner, lesson.courseId, attempt)
  return presentVerdict(
    learnerId,
    await store.verdicts.decideLesson(learner, lesson, { completed, reason, actorId, attempt }),
  )
}

/** Waives or revokes a course's completion. */
export async function putCourseVerdict(
  context: ApiContext,
  key: CourseKey,
  learnerId: string,
  given: unknown,
  actorId: string,
): Promise<VerdictResource> {
  const { completed, reason, attempt = null } = readShape(verdictInputSchema, given)
  const learner = { tenantId: key.tenantId, learnerId: readOpaque(learnerId, 'learner_id') }
  const { store } = context
  const course = await findCourse(context, key)
  await requireAttempt(store, learner, course.courseId, attempt)
  return presentVerdict(
    learnerId,
    await store.verdicts.decideCourse(learner, course, { completed, reason, actorId, attempt }),
  )
}

/** An attempt that has not begun has nothing to decide. */
async function requireAttempt(
  store: ApiContext['store'],
  learner: LearnerKey,
  courseId: string | null,
  attempt: number | null,
): Promise<void> {
  if (attempt === null || attempt === 1) return
  const enrolment = courseId === null ? null : await store.learners.findEnrolment(learner, courseId)
  if ((enrolment?.attempt ?? 1) < attempt) throw refuse('/attempt', 'The learner has not begun this attempt.')
}

function demand(outcome: ResultOutcome): Exclude<ResultOutcome, 'conflict'> {
  if (outcome !== 'conflict') return outcome
  throw refuse('/result_id', 'A result with this id is kept with other content; a new result needs an id of its own.')
}

function toTaken(input: ReturnType<typeof readShape<typeof resultInputSchema>>) {
  return {
    resultId: input.result_id,
    passed: input.passed,
    score: input.score,
    maxScore: input.max_score,
    takenAt: new Date(input.taken_at),
  }
}

function presentResult(
  learnerId: string,
  kept: Exclude<ResultOutcome, 'conflict'>['kept'],
  passed: boolean,
  verdict: VerdictRecord | null,
): ResultResource {
  return {
    result_id: kept.resultId,
    learner_id: learnerId,
    attempt: kept.attempt,
    passed: kept.passed,
    score: kept.score,
    max_score: kept.maxScore,
    taken_at: kept.takenAt.toISOString(),
    standing: {
      passed,
      completed: verdict?.completed === true,
      completed_at: verdict?.completed ? verdict.decidedAt.toISOString() : null,
    },
  }
}

function presentVerdict(learnerId: string, { attempt, verdict, acts }: VerdictHistory): VerdictResource {
  const present = (one: VerdictRecord) => ({
    completed: one.completed,
    kind: one.kind,
    rule_version: one.ruleVersion,
    media_version: one.mediaVersion,
    decided_at: one.decidedAt.toISOString(),
  })
  return {
    learner_id: learnerId,
    attempt,
    ...present(verdict),
    acts: acts.map((act) => ({
      ...present(act),
      reason: act.reason,
      actor_id: act.actorId,
      recorded_at: act.recordedAt.toISOString(),
    })),
  }
}

function refuse(pointer: string, detail: string): LessonProblem {
  return new LessonProblem('invalid_request', { errors: [{ pointer, detail }] })
}
