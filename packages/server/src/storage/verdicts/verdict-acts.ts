import type { VerdictAct } from '../../core/records/verdict.js'
import type { LearnerScope } from '../database/scope.js'
import { epochMs } from '../rows/epoch-ms.js'
import { toVerdictRecord, verdictJson, type VerdictRow } from '../rows/verdict-row.js'
import type { VerdictChange } from '../write/ledger-changes.js'

interface ActRow extends VerdictRow {
  readonly reason: string | null
  readonly actor_id: string | null
  readonly recorded_at: number
}

/** Reads the acts that made and changed a verdict, the oldest first. */
export async function readActs(
  { schema, tenantId, learnerId, query }: LearnerScope,
  { subject, subject_id: id, attempt }: Pick<VerdictChange, 'subject' | 'subject_id' | 'attempt'>,
): Promise<readonly VerdictAct[]> {
  const rows = await query<{ act: ActRow }>(
    `select ${verdictJson('a', 'lesson')} || jsonb_build_object('reason', a.reason, 'actor_id', a.actor_id,
       'recorded_at', ${epochMs('coalesce(a.recorded_at, a.decided_at)')}) as act
     from ${schema}.verdict_acts a
     where a.tenant_id = $1 and a.learner_id = $2 and a.subject = $3 and a.subject_id = $4 and a.attempt = $5::int4
     order by a.act_number`,
    [tenantId, learnerId, subject, id, attempt],
  )
  return rows.map(({ act }) => ({
    ...toVerdictRecord(act)!,
    reason: act.reason,
    actorId: act.actor_id,
    recordedAt: new Date(act.recorded_at),
  }))
}
