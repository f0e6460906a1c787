import type { VerdictKind, VerdictRecord } from '../../core/records/verdict.js'
import { epochMs } from './epoch-ms.js'

/** A verdict as {@link verdictJson} gives it. */
export interface VerdictRow {
  readonly kind: VerdictKind
  readonly completed: boolean
  readonly rule_version: number
  readonly media_version: number | null
  /** Milliseconds since 1970. */
  readonly decided_at: number
}

/** SQL of a verdict as one jsonb value; a course's has no media version. */
export function verdictJson(verdict: string, of: 'lesson' | 'course'): string {
  return `jsonb_build_object('kind', ${verdict}.kind, 'completed', ${verdict}.completed,
    'rule_version', ${verdict}.rule_version,
    'media_version', ${of === 'lesson' ? `${verdict}.media_version` : 'null::int4'},
    'decided_at', ${epochMs(`${verdict}.decided_at`)})`
}

/** SQL of the verdict of a lesson and attempt of the learner `$2` of the tenant `$1`, or null. */
export function lessonVerdict(schema: string, lessonId: string, attempt: string): string {
  return `(select ${verdictJson('v', 'lesson')} from ${schema}.lesson_verdicts v
    where v.tenant_id = $1 and v.learner_id = $2 and v.lesson_id = ${lessonId} and v.attempt = ${attempt})`
}

/** SQL of whether the learner `$2` of the tenant `$1` passed the lesson's quiz in the attempt. */
export function quizPassed(schema: string, lessonId: string, attempt: string): string {
  return `exists (select from ${schema}.quiz_results q where q.tenant_id = $1 and q.learner_id = $2
    and q.lesson_id = ${lessonId} and q.attempt = ${attempt} and q.passed)`
}

export function toVerdictRecord(row: VerdictRow | null): VerdictRecord | null {
  if (!row) return null
  const { kind, completed, rule_version: ruleVersion, media_version: mediaVersion, decided_at: decidedAt } = row
  return { kind, completed, ruleVersion, mediaVersion, decidedAt: new Date(decidedAt) }
}
