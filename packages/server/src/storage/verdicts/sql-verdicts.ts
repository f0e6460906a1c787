import type { CourseRecord } from '../../core/records/course.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { ResultOutcome, TakenResult } from '../../core/records/result.js'
import type { VerdictDecision, VerdictHistory } from '../../core/records/verdict.js'
import type { Waiver, WaiverOutcome } from '../../core/records/waiver.js'
import { lockLearner } from '../database/learner-lock.js'
import type { LearnerScope } from '../database/scope.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { readCurrentAttempt } from '../rows/current-attempt.js'
import type { VerdictChange } from '../write/ledger-changes.js'
import { evaluateCompletion, writeVerdicts } from './evaluate-completion.js'
import { evaluateDue } from './evaluate-due.js'
import { keepResult } from './results.js'
import { readActs } from './verdict-acts.js'
import type { Verdicts } from './verdicts.js'
import { recordWaivers } from './waivers.js'

export class SqlVerdicts implements Verdicts {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  recordQuizResult(key: LearnerKey, { lessonId, courseId }: LessonRecord, result: TakenResult): Promise<ResultOutcome> {
    return this.#locked(key, async (learner) => {
      const kept = await keepResult(learner, { subject: 'lesson', id: lessonId, courseId }, result)
      if (kept === 'conflict') return kept
      await evaluateCompletion(learner, { attempt: kept.kept.attempt, lessonId, courseId })
      return kept
    })
  }

  recordAssessmentResult(key: LearnerKey, courseId: string, result: TakenResult): Promise<ResultOutcome> {
    return this.#locked(key, async (learner) => {
      const kept = await keepResult(learner, { subject: 'course', id: courseId, courseId }, result)
      if (kept === 'conflict') return kept
      await evaluateCompletion(learner, { attempt: kept.kept.attempt, lessonId: null, courseId })
      return kept
    })
  }

  decideLesson(key: LearnerKey, lesson: LessonRecord, decision: VerdictDecision): Promise<VerdictHistory> {
    const { lessonId, courseId, ruleVersion, media } = lesson
    return this.#locked(key, async (learner) => {
      const attempt = decision.attempt ?? (await readCurrentAttempt(learner, courseId))
      const change = toDecided('lesson', lessonId, attempt, decision)
      const verdict = { ...change, rule_version: ruleVersion, media_version: media?.version ?? null }
      await decide(learner, verdict)
      await evaluateCompletion(learner, { attempt, lessonId: null, courseId })
      return readHistory(learner, verdict)
    })
  }

  decideCourse(key: LearnerKey, course: CourseRecord, decision: VerdictDecision): Promise<VerdictHistory> {
    const { courseId, ruleVersion } = course
    return this.#locked(key, async (learner) => {
      const attempt = decision.attempt ?? (await readCurrentAttempt(learner, courseId))
      const verdict = { ...toDecided('course', courseId, attempt, decision), rule_version: ruleVersion }
      await decide(learner, verdict)
      return readHistory(learner, verdict)
    })
  }

  recordWaivers(learner: LearnerKey, courseId: string, waivers: readonly Waiver[]): Promise<readonly WaiverOutcome[]> {
    return recordWaivers(this.#unit, learner, courseId, waivers)
  }

  evaluateDue(): Promise<{ readonly evaluated: number } | null> {
    return evaluateDue(this.#unit)
  }

  #locked<Result>(key: LearnerKey, work: (learner: LearnerScope) => Promise<Result>): Promise<Result> {
    return this.#unit.transaction(async (unit) => {
      const learner = unit.learner(key)
      await lockLearner(learner)
      return work(learner)
    })
  }
}

/** The same decision as the last one, with the same reason by the same person, is one act: a call may be sent twice. */
async function decide(learner: LearnerScope, verdict: VerdictChange): Promise<void> {
  const last = (await readActs(learner, verdict)).at(-1)
  if (last?.kind === verdict.kind && last.reason === verdict.reason && last.actorId === verdict.actor_id) return
  await writeVerdicts(learner, [verdict])
}

async function readHistory(learner: LearnerScope, verdict: VerdictChange): Promise<VerdictHistory> {
  const acts = await readActs(learner, verdict)
  return { attempt: verdict.attempt, verdict: acts.at(-1)!, acts }
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
