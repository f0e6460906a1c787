import { epochMs } from '../rows/epoch-ms.js'
import type { ResultOutcome, ResultRecord, TakenResult } from '../../core/records/result.js'
import type { LearnerScope } from '../database/scope.js'
import type { SqlRow } from '../database/sql-client.js'

/** What a result is of. */
export interface ResultSubject {
  readonly subject: 'lesson' | 'course'
  readonly id: string
  /** Whose attempts it falls into; `null`: there is only the first. */
  readonly courseId: string | null
}

interface ResultRow extends SqlRow {
  readonly result_id: string
  readonly attempt: number
  readonly passed: boolean
  readonly score: number | null
  readonly max_score: number | null
  readonly taken_at: number
}

/**
 * Keeps a result once: the same id with the same content is the same result, with other content a conflict.
 *
 * It belongs to the attempt in which it was taken, however late it is reported.
 */
export async function keepResult(
  { schema, tenantId, learnerId, query }: LearnerScope,
  { subject, id, courseId }: ResultSubject,
  result: TakenResult,
): Promise<ResultOutcome> {
  const [table, column] = subject === 'lesson' ? ['quiz_results', 'lesson_id'] : ['assessment_results', 'course_id']
  const columns = `result_id, attempt, passed, score, max_score, ${epochMs('taken_at')}::float8 as taken_at`
  const [known] = await query<ResultRow>(
    `select ${columns} from ${schema}.${table}
     where tenant_id = $1 and learner_id = $2 and ${column} = $3 and result_id = $4`,
    [tenantId, learnerId, id, result.resultId],
  )
  if (known) {
    const kept = toResultRecord(known)
    return isSameResult(kept, result) ? { kept, created: false } : 'conflict'
  }
  const [row] = await query<ResultRow>(
    `insert into ${schema}.${table}
       (tenant_id, learner_id, ${column}, result_id, attempt, passed, score, max_score, taken_at, recorded_at)
     values ($1, $2, $3, $4, coalesce((
         select max(a.attempt) from ${schema}.attempts a where a.tenant_id = $1 and a.learner_id = $2
           and a.course_id = $9 and a.started_at <= to_timestamp($8::float8 / 1000)), 1),
       $5::boolean, $6::float8, $7::float8, to_timestamp($8::float8 / 1000), clock_timestamp())
     returning ${columns}`,
    [
      tenantId,
      learnerId,
      id,
      result.resultId,
      result.passed,
      result.score,
      result.maxScore,
      result.takenAt.getTime(),
      courseId,
    ],
  )
  return { kept: toResultRecord(row!), created: true }
}

function isSameResult(kept: ResultRecord, reported: TakenResult): boolean {
  const sameScore = kept.score === reported.score && kept.maxScore === reported.maxScore
  return kept.passed === reported.passed && sameScore && kept.takenAt.getTime() === reported.takenAt.getTime()
}

function toResultRecord(row: ResultRow): ResultRecord {
  return {
    resultId: row.result_id,
    attempt: row.attempt,
    passed: row.passed,
    score: row.score,
    maxScore: row.max_score,
    takenAt: new Date(row.taken_at),
  }
}
