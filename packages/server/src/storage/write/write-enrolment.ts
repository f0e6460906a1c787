import type { LearnerScope } from '../database/scope.js'
import type { SqlRow } from '../database/sql-client.js'
import { enrolmentJson, type EnrolmentRow } from '../rows/enrolment-row.js'
import { happenedColumns, isoInstant, learnerSubjectSql, writeEvents } from './write-events.js'

/** An enrolment that was written, and whether the learner had none before. */
export interface WrittenEnrolment extends SqlRow {
  readonly enrolment: EnrolmentRow
  readonly created: boolean
}

/**
 * Enrols the learner in a course, or ends the enrolment; `undefined` where it was so already.
 *
 * Of several at once, one changes the row and writes the event. A learner whose verdicts were kept when they were erased goes on
 * in the newest attempt that is known. `onlyNew` leaves an enrolment alone that is there,
 * whatever became of it.
 */
export async function writeEnrolment(
  { schema, writesEvents, tenantId, learnerId, query }: LearnerScope,
  courseId: string,
  { active, onlyNew = false }: { readonly active: boolean; readonly onlyNew?: boolean },
): Promise<WrittenEnrolment | undefined> {
  const again = `update set active = excluded.active, ended_at = excluded.ended_at where e.active is distinct from excluded.active`
  const [row] = await query<WrittenEnrolment>(
    `with changed as (
       insert into ${schema}.enrolments as e (tenant_id, learner_id, course_id, attempt, active, ended_at)
       values ($1, $2, $3, coalesce((select max(a.attempt) from ${schema}.attempts a
           where a.tenant_id = $1 and a.learner_id = $2 and a.course_id = $3), 1),
         $4::boolean, case when $4::boolean then null else now() end)
       on conflict (tenant_id, learner_id, course_id) do ${onlyNew ? 'nothing' : again}
       returning e.*, xmax = 0 as created
     )${writesEvents ? `, ${enrolmentEvents(schema)}` : ''}
     select ${enrolmentJson('c')} as enrolment, c.created from changed c`,
    [tenantId, learnerId, courseId, active, ...(writesEvents ? [encodeURIComponent(learnerId)] : [])],
  )
  return row
}

/** SQL of the event of the row `changed`; an enrolment that begins by being ended never held. `$5`: the learner's id, encoded. */
function enrolmentEvents(schema: string): string {
  return `happened as (
       select ${happenedColumns({
         eventId: 'gen_random_uuid()',
         type: `case when c.active then 'enrolment.started' else 'enrolment.ended' end`,
         subject: learnerSubjectSql({ of: `'course'`, id: 'c.course_id', learnerId: '$5', attempt: null }),
         learnerId: 'c.learner_id',
         occurredAt: 'c.at',
         data: `jsonb_build_object('course_id', c.course_id, 'learner_id', c.learner_id, 'attempt', c.attempt,
           'at', ${isoInstant('c.at')})`,
       })}
       from (select changed.*, case when changed.active and changed.created then changed.enrolled_at
           else coalesce(changed.ended_at, now()) end as at
         from changed where changed.active or not changed.created) c
     ), ${writeEvents(schema)}`
}
