import type { LearnerKey } from '../../core/records/learner-key.js'
import type { VerdictAct } from '../../core/records/verdict.js'
import type { Waiver, WaiverOutcome } from '../../core/records/waiver.js'
import { lockLearner } from '../database/learner-lock.js'
import type { LearnerScope } from '../database/scope.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { readCurrentAttempt } from '../rows/current-attempt.js'
import { epochMs } from '../rows/epoch-ms.js'
import { evaluateCompletion, writeVerdicts } from './evaluate-completion.js'
import { readActs } from './verdict-acts.js'
import type { VerdictChange } from '../write/ledger-changes.js'
import { writeEnrolment } from '../write/write-enrolment.js'

/**
 * Records completions of one learner that were earned elsewhere, in one transaction, in the current attempt.
 *
 * A completion that stands is left alone, and a waiver that was recorded before is not recorded again: the same import sent
 * twice changes nothing, even where an admin revoked something in between. What the lessons make true of the course
 * is judged at the end.
 */
export function recordWaivers(
  unit: UnitOfWork,
  key: LearnerKey,
  courseId: string,
  waivers: readonly Waiver[],
): Promise<readonly WaiverOutcome[]> {
  return unit.transaction(async (transaction) => {
    const learner = transaction.learner(key)
    await lockLearner(learner)
    const now = await readClock(learner)
    const taken = waivers.filter((waiver) => !isLater(waiver, now))
    if (taken.some(({ enrol }) => enrol)) {
      await writeEnrolment(learner, courseId, { active: true, onlyNew: true })
    }
    const attempt = await readCurrentAttempt(learner, courseId)
    const outcomes: WaiverOutcome[] = []
    for (const waiver of waivers) {
      outcomes.push(isLater(waiver, now) ? 'future' : await record(learner, courseId, attempt, waiver))
    }
    if (taken.length > 0) await evaluateCompletion(learner, { attempt, lessonId: null, courseId })
    return outcomes
  })
}

async function record(
  learner: LearnerScope,
  courseId: string,
  attempt: number,
  waiver: Waiver,
): Promise<WaiverOutcome> {
  const change = toChange(courseId, attempt, waiver)
  const acts = await readActs(learner, change)
  const last = acts.at(-1)
  if (last && (last.completed || acts.some((act) => isSame(act, waiver)))) {
    return { recorded: false, attempt, verdict: last }
  }
  await writeVerdicts(learner, [change])
  const verdict = (await readActs(learner, change)).at(-1)!
  return { recorded: true, attempt, verdict }
}

function toChange(courseId: string, attempt: number, waiver: Waiver): VerdictChange {
  return {
    subject: waiver.lessonId === null ? 'course' : 'lesson',
    subject_id: waiver.lessonId ?? courseId,
    attempt,
    kind: 'waived',
    completed: true,
    rule_version: waiver.ruleVersion,
    media_version: waiver.mediaVersion,
    reason: waiver.reason,
    actor_id: waiver.actorId,
    ...(waiver.completedAt && { decided_at: waiver.completedAt.getTime() }),
  }
}

function isSame(act: VerdictAct, { reason, actorId, completedAt }: Waiver): boolean {
  const isSameAct = act.kind === 'waived' && act.reason === reason && act.actorId === actorId
  return isSameAct && (completedAt === null || act.decidedAt.getTime() === completedAt.getTime())
}

function isLater({ completedAt }: Waiver, now: number): boolean {
  return completedAt !== null && completedAt.getTime() > now
}

async function readClock({ query }: LearnerScope): Promise<number> {
  const [row] = await query<{ now: number }>(`select ${epochMs('clock_timestamp()')}::float8 as now`)
  return row!.now
}
