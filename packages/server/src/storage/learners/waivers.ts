import type { LearnerKey } from '../../core/records/learner-key.js'
import type { VerdictAct } from '../../core/records/verdict.js'
import type { Waiver, WaiverOutcome } from '../../core/records/waiver.js'
import { lockLearner } from '../database/learner-lock.js'
import type { SqlClient, SqlRunner } from '../database/sql-client.js'
import { epochMs } from '../rows/epoch-ms.js'
import { settle, writeVerdicts } from '../verdicts/settle.js'
import { readActs } from '../verdicts/verdict-acts.js'
import type { VerdictChange } from '../write/ledger-changes.js'

/**
 * Records completions of one learner that were earned elsewhere, in one transaction, in the current attempt.
 *
 * A completion that stands is left alone, and a waiver that was recorded before is not recorded again: the same import sent
 * twice changes nothing, even where an admin revoked something in between. What the lessons make true of the course
 * is judged at the end.
 */
export function recordWaivers(
  client: SqlClient,
  schema: string,
  learner: LearnerKey,
  courseId: string,
  waivers: readonly Waiver[],
): Promise<readonly WaiverOutcome[]> {
  return client.transaction(async (runner) => {
    await lockLearner(runner, schema, learner)
    const now = await readClock(runner)
    const taken = waivers.filter((waiver) => !isLater(waiver, now))
    if (taken.some(({ enrol }) => enrol)) await enrolOnce(runner, schema, learner, courseId)
    const attempt = await readAttempt(runner, schema, learner, courseId)
    const outcomes: WaiverOutcome[] = []
    for (const waiver of waivers) {
      outcomes.push(isLater(waiver, now) ? 'future' : await record(runner, schema, learner, courseId, attempt, waiver))
    }
    if (taken.length > 0) await settle(runner, schema, learner, { attempt, lessonId: null, courseId })
    return outcomes
  })
}

async function record(
  runner: SqlRunner,
  schema: string,
  learner: LearnerKey,
  courseId: string,
  attempt: number,
  waiver: Waiver,
): Promise<WaiverOutcome> {
  const change = toChange(courseId, attempt, waiver)
  const acts = await readActs(runner, schema, learner, change)
  const last = acts.at(-1)
  if (last && (last.completed || acts.some((act) => isSame(act, waiver)))) {
    return { recorded: false, attempt, verdict: last }
  }
  await writeVerdicts(runner, schema, learner, [change])
  const verdict = (await readActs(runner, schema, learner, change)).at(-1)!
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
  const sameWords = act.kind === 'waived' && act.reason === reason && act.actorId === actorId
  return sameWords && (completedAt === null || act.decidedAt.getTime() === completedAt.getTime())
}

function isLater({ completedAt }: Waiver, now: number): boolean {
  return completedAt !== null && completedAt.getTime() > now
}

async function readClock(runner: SqlRunner): Promise<number> {
  const [row] = await runner.query<{ now: number }>(`select ${epochMs('clock_timestamp()')}::float8 as now`)
  return row!.now
}

async function readAttempt(
  runner: SqlRunner,
  schema: string,
  { tenantId, learnerId }: LearnerKey,
  courseId: string,
): Promise<number> {
  const [row] = await runner.query<{ attempt: number }>(
    `select attempt from ${schema}.enrolments where tenant_id = $1 and learner_id = $2 and course_id = $3`,
    [tenantId, learnerId, courseId],
  )
  return row?.attempt ?? 1
}

async function enrolOnce(
  runner: SqlRunner,
  schema: string,
  { tenantId, learnerId }: LearnerKey,
  courseId: string,
): Promise<void> {
  await runner.query(
    `insert into ${schema}.enrolments (tenant_id, learner_id, course_id, active) values ($1, $2, $3, true)
     on conflict (tenant_id, learner_id, course_id) do nothing`,
    [tenantId, learnerId, courseId],
  )
}
