import { EVENT_VERSION } from '@enhancedhr/protocol/events'
import type { LearnerSubject } from '../../core/events/subject.js'

/**
 * SQL of the parts of a statement that write what its part `happened` gives: the next revision of each subject, the event, and a
 * delivery for each target that wants it, or for the one that the expression `onlyTo` names. `$1` is the tenant.
 *
 * `happened` has the columns of {@link happenedColumns}, and each subject at most once. What it reads from has to be what
 * the statement wrote (`returning`), so that an event is there exactly if the change is.
 */
export function writeEvents(schema: string, { onlyTo }: { readonly onlyTo?: string } = {}): string {
  // What tries one endpoint goes to that one, whatever it asks for.
  const wanting = onlyTo === undefined ? `(t.types is null or e.type = any(t.types))` : `t.target = ${onlyTo}`
  return `event_heads as (
       insert into ${schema}.event_heads as h (tenant_id, subject, learner_id, revision)
       select $1, e.subject, e.learner_id, 1 from happened e
       on conflict (tenant_id, subject) do update set revision = h.revision + 1
       returning h.subject, h.revision
     ), numbered as (
       select e.*, h.revision,
         case when e.revokes then e.data || jsonb_build_object('revokes', nullif(h.revision - 1, 0)) else e.data end as carried
       from happened e join event_heads h on h.subject = e.subject
     ), event_log as (
       insert into ${schema}.event_log (tenant_id, subject, revision, event_id, type, learner_id, occurred_at, body)
       select $1, e.subject, e.revision, e.event_id, e.type, e.learner_id, e.occurred_at,
         jsonb_build_object('id', e.event_id, 'type', e.type, 'version', ${EVENT_VERSION.toString()},
           'occurred_at', ${isoInstant('e.occurred_at')}, 'tenant_id', $1::text, 'subject', e.subject, 'revision', e.revision,
           'data', e.carried)
       from numbered e
     ), event_deliveries as (
       insert into ${schema}.event_deliveries (tenant_id, target, subject, revision, event_id, learner_id, due_at)
       select $1, t.target, e.subject, e.revision, e.event_id, e.learner_id, clock_timestamp()
       from numbered e
       join ${schema}.event_targets t on t.tenant_id = $1 and t.state in ('active', 'paused')
         and ${wanting}
     )`
}

/** One event that a statement gives: each column as an expression. */
interface Happened {
  readonly eventId: string
  readonly type: string
  readonly subject: string
  readonly learnerId: string
  readonly occurredAt: string
  /** Whether `data` is given the number of the revision before. */
  readonly revokes?: string
  readonly data: string
}

/** SQL of the columns of `happened`; instants are kept to the millisecond, which is what is sent. */
export function happenedColumns({
  eventId,
  type,
  subject,
  learnerId,
  occurredAt,
  revokes = 'false',
  data,
}: Happened): string {
  return `${eventId} as event_id, ${type} as type, ${subject} as subject, ${learnerId} as learner_id,
    date_trunc('milliseconds', ${occurredAt}) as occurred_at, ${revokes} as revokes, ${data} as data`
}

/**
 * SQL of what `learnerSubject` gives. Ids of lessons and courses are plain; the learner's, `learnerId`, is percent-encoded
 * already.
 */
export function learnerSubjectSql({
  of,
  id,
  learnerId,
  attempt,
}: { readonly [Part in keyof LearnerSubject]: Part extends 'attempt' ? string | null : string }): string {
  const enrolment = `${of} || '/' || ${id} || '/learner/' || ${learnerId}`
  return attempt === null ? enrolment : `${enrolment} || '/' || ${attempt}`
}

/** SQL of an instant as the wire has it. */
export function isoInstant(instant: string): string {
  return `to_char(${instant} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
