import type { ScopedClients } from '../database/scoped-clients.js'
import { lockLearner } from '../database/learner-lock.js'
import type { VerdictChange } from '../write/ledger-changes.js'
import type { CourseRecord } from '../../core/records/course.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { ResultOutcome, TakenResult } from '../../core/records/result.js'
import type { VerdictDecision, VerdictHistory } from '../../core/records/verdict.js'
import type { ProgressReader } from '../progress/progress-reader.js'
import { keepResult } from '../learners/results.js'
import { settle, writeVerdicts } from './settle.js'
import type { SqlRunner } from '../database/sql-client.js'
import { readActs } from './verdict-acts.js'

/** Takes what people decide from outside the ledger: results of quizzes and assessments, and acts of admins. */
export class VerdictDesk {
  readonly #clients: ScopedClients
  readonly #schema: string
  readonly #reader: ProgressReader

  constructor(clients: ScopedClients, schema: string, reader: ProgressReader) {
    this.#clients = clients
    this.#schema = schema
    this.#reader = reader
  }

  recordQuizResult(learner: LearnerKey, lesson: LessonRecord, result: TakenResult): Promise<ResultOutcome> {
    const { lessonId, courseId } = lesson
    return this.#clients.learner(learner).transaction(async (runner) => {
      await lockLearner(runner, this.#schema, learner)
      const kept = await keepResult(
        runner,
        this.#schema,
        learner,
        { subject: 'lesson', id: lessonId, courseId },
        result,
      )
      if (kept === 'conflict') return kept
      await settle(runner, this.#schema, learner, { attempt: kept.kept.attempt, lessonId, courseId })
      return kept
    })
  }

  recordAssessmentResult(learner: LearnerKey, courseId: string, result: TakenResult): Promise<ResultOutcome> {
    return this.#clients.learner(learner).transaction(async (runner) => {
      await lockLearner(runner, this.#schema, learner)
      const kept = await keepResult(
        runner,
        this.#schema,
        learner,
        { subject: 'course', id: courseId, courseId },
        result,
      )
      if (kept === 'conflict') return kept
      await settle(runner, this.#schema, learner, { attempt: kept.kept.attempt, lessonId: null, courseId })
      return kept
    })
  }

  decideLesson(learner: LearnerKey, lesson: LessonRecord, decision: VerdictDecision): Promise<VerdictHistory> {
    const { lessonId, courseId, ruleVersion, media } = lesson
    return this.#clients.learner(learner).transaction(async (runner) => {
      await lockLearner(runner, this.#schema, learner)
      const attempt = decision.attempt ?? (await this.#reader.currentAttempt(runner, learner, courseId))
      const change = toDecided('lesson', lessonId, attempt, decision)
      const verdict = { ...change, rule_version: ruleVersion, media_version: media?.version ?? null }
      await this.#decide(runner, learner, verdict)
      await settle(runner, this.#schema, learner, { attempt, lessonId: null, courseId })
      return this.#readHistory(runner, learner, verdict)
    })
  }

  decideCourse(learner: LearnerKey, course: CourseRecord, decision: VerdictDecision): Promise<VerdictHistory> {
    const { courseId, ruleVersion } = course
    return this.#clients.learner(learner).transaction(async (runner) => {
      await lockLearner(runner, this.#schema, learner)
      const attempt = decision.attempt ?? (await this.#reader.currentAttempt(runner, learner, courseId))
      const verdict = { ...toDecided('course', courseId, attempt, decision), rule_version: ruleVersion }
      await this.#decide(runner, learner, verdict)
      return this.#readHistory(runner, learner, verdict)
    })
  }

  /** The same decision as the last one, with the same words by the same person, is one act: a call may be sent twice. */
  async #decide(runner: SqlRunner, learner: LearnerKey, verdict: VerdictChange): Promise<void> {
    const last = (await readActs(runner, this.#schema, learner, verdict)).at(-1)
    if (last?.kind === verdict.kind && last.reason === verdict.reason && last.actorId === verdict.actor_id) return
    await writeVerdicts(runner, this.#schema, learner, [verdict])
  }

  async #readHistory(runner: SqlRunner, learner: LearnerKey, verdict: VerdictChange): Promise<VerdictHistory> {
    const acts = await readActs(runner, this.#schema, learner, verdict)
    return { attempt: verdict.attempt, verdict: acts.at(-1)!, acts }
  }
}

function toDecided(
  subject: VerdictChange['subject'],
  subjectId: string,
  attempt: number,
  { completed, reason, actorId }: VerdictDecision,
): Omit<VerdictChange, 'rule_version'> {
  return {
    subject,
    subject_id: subjectId,
    attempt,
    kind: completed ? 'waived' : 'revoked',
    completed,
    media_version: null,
    reason,
    actor_id: actorId,
  }
}
