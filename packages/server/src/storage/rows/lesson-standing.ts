import type { LessonRecord } from '../../core/records/lesson.js'
import type { LessonProgressRecord } from '../../core/records/progress.js'
import type { LearnerScope } from '../database/scope.js'
import type { SqlRow } from '../database/sql-client.js'
import { progressJson, type ProgressRow, toProgressRecord } from './progress-row.js'
import { lessonVerdict, quizPassed, type VerdictRow } from './verdict-row.js'

/** How a learner stands in a lesson, within an attempt. */
export interface LessonStandingRow extends SqlRow {
  readonly progress: ProgressRow | null
  readonly verdict: VerdictRow | null
  readonly quiz_passed: boolean
}

/** Reads how the learner stands on the lesson's current video; a verdict earned on an earlier one stands. */
export async function readLessonStanding(
  { schema, tenantId, learnerId, query }: LearnerScope,
  lesson: LessonRecord,
  attempt: number,
): Promise<LessonProgressRecord> {
  const version = lesson.media?.version ?? 0
  const [row] = await query<LessonStandingRow>(
    `select ${lessonVerdict(schema, '$3', '$4::int4')} as verdict,
       ${quizPassed(schema, '$3', '$4::int4')} as quiz_passed,
       (select ${progressJson('p')} from ${schema}.lesson_progress p
        where p.tenant_id = $1 and p.learner_id = $2 and p.lesson_id = $3 and p.attempt = $4::int4
          and p.media_version = $5::int4) as progress`,
    [tenantId, learnerId, lesson.lessonId, attempt, version],
  )
  return toProgressRecord({ lessonId: lesson.lessonId, attempt, mediaVersion: version }, row!.progress, row!)
}
