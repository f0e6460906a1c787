import type { VerdictResource } from '@enhancedhr/protocol/management'
import type { VerdictHistory, VerdictRecord } from '../../core/records/verdict.js'

/** Writes a verdict with the acts that made it, the oldest first. */
export function toVerdictResource(learnerId: string, { attempt, verdict, acts }: VerdictHistory): VerdictResource {
  return {
    learner_id: learnerId,
    attempt,
    ...toFields(verdict),
    acts: acts.map((act) => ({
      ...toFields(act),
      reason: act.reason,
      actor_id: act.actorId,
      recorded_at: act.recordedAt.toISOString(),
    })),
  }
}

function toFields(verdict: VerdictRecord) {
  return {
    completed: verdict.completed,
    kind: verdict.kind,
    rule_version: verdict.ruleVersion,
    media_version: verdict.mediaVersion,
    decided_at: verdict.decidedAt.toISOString(),
  }
}
