import type { ResultResource } from '@enhancedhr/protocol/management'
import type { ResultRecord } from '../../core/records/result.js'
import type { VerdictRecord } from '../../core/records/verdict.js'

/** Writes a result with what it made true: whether any result passed, and the verdict of its attempt. */
export function toResultResource(
  learnerId: string,
  kept: ResultRecord,
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
