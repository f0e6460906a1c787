import type { VerdictChange } from './ledger-changes.js'
import type { VerdictRecord } from '../../core/records/verdict.js'

/** The row of a verdict that the rule gave. */
export function toEarned(
  subject: VerdictChange['subject'],
  subjectId: string,
  attempt: number,
  { ruleVersion, mediaVersion }: Pick<VerdictRecord, 'ruleVersion' | 'mediaVersion'>,
): VerdictChange {
  return {
    subject,
    subject_id: subjectId,
    attempt,
    kind: 'earned',
    completed: true,
    rule_version: ruleVersion,
    media_version: mediaVersion,
    reason: null,
    actor_id: null,
  }
}
