import type { LearnerScope } from '../database/scope.js'
import { happenedColumns, isoInstant, learnerSubjectSql, writeEvents } from '../write/write-events.js'

/** Writes the attempt that begins now, with its event; the learner's lock is held. */
export async function insertAttempt(
  { schema, writesEvents, tenantId, learnerId, query }: LearnerScope,
  courseId: string,
  { attempt, reason, actorId }: { readonly attempt: number; readonly reason: string; readonly actorId: string },
): Promise<void> {
  await query(
    `with started as (
       insert into ${schema}.attempts (tenant_id, learner_id, course_id, attempt, reason, started_by, started_at)
       values ($1, $2, $3, $4::int4, $5, $6, date_trunc('milliseconds', clock_timestamp()))
       returning course_id, learner_id, attempt, reason, started_by, started_at
     )${writesEvents ? `, ${attemptEvents(schema)}` : ''}
     select attempt from started`,
    [tenantId, learnerId, courseId, attempt, reason, actorId, ...(writesEvents ? [encodeURIComponent(learnerId)] : [])],
  )
}

/** SQL of the event of the row `started`. `$7`: the learner's id, percent-encoded. */
function attemptEvents(schema: string): string {
  return `happened as (
       select ${happenedColumns({
         eventId: 'gen_random_uuid()',
         type: `'attempt.started'`,
         subject: learnerSubjectSql({ of: `'course'`, id: 's.course_id', learnerId: '$7', attempt: null }),
         learnerId: 's.learner_id',
         occurredAt: 's.started_at',
         data: `jsonb_build_object('course_id', s.course_id, 'learner_id', s.learner_id, 'attempt', s.attempt,
           'reason', s.reason, 'started_at', ${isoInstant('s.started_at')}, 'started_by', s.started_by)`,
       })}
       from started s
     ), ${writeEvents(schema)}`
}
