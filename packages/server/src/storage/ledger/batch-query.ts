import { MAX_EVIDENCE_AGE_MS } from '@enhancedhr/protocol'
import type { LearnerKey } from '../../core/records/learner-key.js'
import { isRecordNumber } from '../../core/records/record-number.js'
import type { ParsedReport } from '../../core/records/report.js'
import type { SqlValue } from '../database/sql-client.js'
import { courseStandingJson } from '../rows/course-row.js'
import { currentAttempt } from '../rows/current-attempt.js'
import { epochMs } from '../rows/epoch-ms.js'
import { joinCurrentMedia, lessonJson } from '../rows/lesson-row.js'
import { progressJson } from '../rows/progress-row.js'
import { TODAY } from '../rows/today.js'
import { lessonVerdict, quizPassed } from '../rows/verdict-row.js'
import { SLOT_MS } from './charge-slots.js'

/** Wall time before and after receipt that charges are read of: some days more than evidence may be old, and a day. */
const OLDEST_MS = MAX_EVIDENCE_AGE_MS + 172_800_000
const NEWEST_MS = 86_400_000

/**
 * SQL that reads what reports name in one statement: their sessions, numbers and days, and nothing of the rest of the history.
 *
 * `offset 0` holds the planner to one look into the key per number: without statistics, as on PGlite, it would rather read
 * all of a session's evidence at every report. A number is cast before it meets the table: under row-level security a
 * condition that calls a function which is not leakproof, as such a cast does, is never looked up in an index.
 */
export function batchQuery(schema: string): string {
  return `with asked as (
       select * from jsonb_to_recordset($3::jsonb)
         as a(session_id uuid, ns jsonb, event_ns jsonb, first_ms float8, last_ms float8)
     ), sessions as (
       select s.*, a.ns, a.event_ns, a.first_ms, a.last_ms
       from asked a join ${schema}.watch_sessions s
         on s.tenant_id = $1 and s.learner_id = $2 and s.session_id = a.session_id
     )
     select (select l.revision::float8 from ${schema}.learners l
         where l.tenant_id = $1 and l.learner_id = $2) as revision,
       coalesce((select l.kept from ${schema}.learners l
         where l.tenant_id = $1 and l.learner_id = $2 and l.kept_on = ${TODAY}), 0) as kept,
       ${epochMs('clock_timestamp()')}::float8 as now,
       coalesce((select jsonb_agg(jsonb_build_object(
           'session_id', s.session_id, 'attempt', s.attempt, 'preview', s.preview,
           'current_attempt', ${currentAttempt(schema, 'l.course_id')}, 'media_version', s.media_version,
           'opened_at', ${epochMs('s.opened_at')}, 'windows', s.windows::text,
           'through', s.through, 'events_through', s.events_through, 'events_kept', s.events_kept,
           'evidence_kept', s.evidence_kept,
           'lesson', ${lessonJson('l', 'm')},
           'duration_ms', pinned.duration_ms, 'observed_ms', pinned.observed_ms, 'replaced_at', ${epochMs('pinned.replaced_at')},
           'progress', (
             select ${progressJson('p')} from ${schema}.lesson_progress p
             where p.tenant_id = $1 and p.learner_id = $2 and p.lesson_id = s.lesson_id
               and p.attempt = s.attempt and p.media_version = s.media_version),
           'verdict', ${lessonVerdict(schema, 's.lesson_id', 's.attempt')},
           'quiz_passed', ${quizPassed(schema, 's.lesson_id', 's.attempt')},
           'evidence', coalesce((
             select jsonb_agg(jsonb_build_object('n', e.n, 'from', e.media_from, 'to', e.media_to, 'rate', e.rate,
               'started', e.started, 'ended', e.ended, 'visible', e.visible, 'muted', e.muted,
               'uncredited', e.uncredited))
             from ${numbers('s.ns')} named, lateral (
               select * from ${schema}.watch_evidence e where e.tenant_id = $1 and e.learner_id = $2
                 and e.session_id = s.session_id and e.n = named.n offset 0) e), '[]'::jsonb),
           'known_events', coalesce((
             select jsonb_agg(e.n)
             from ${numbers('s.event_ns')} named, lateral (
               select e.n from ${schema}.watch_events e where e.tenant_id = $1 and e.learner_id = $2
                 and e.session_id = s.session_id and e.n = named.n offset 0) e), '[]'::jsonb)))
         from sessions s
         join ${schema}.lessons l on l.tenant_id = s.tenant_id and l.lesson_id = s.lesson_id
         ${joinCurrentMedia(schema, 'l', 'm')}
         join ${schema}.lesson_media pinned on pinned.tenant_id = s.tenant_id
           and pinned.lesson_id = s.lesson_id and pinned.version = s.media_version), '[]'::jsonb) as sessions,
       coalesce((select jsonb_agg(${courseStandingJson(schema, 'c', 'taken.attempt')})
         from (select distinct l.course_id, s.attempt from sessions s
           join ${schema}.lessons l on l.tenant_id = s.tenant_id and l.lesson_id = s.lesson_id) taken
         join ${schema}.courses c on c.tenant_id = $1 and c.course_id = taken.course_id), '[]'::jsonb) as courses,
       coalesce((select jsonb_agg(jsonb_build_object('session_id', c.session_id, 'charged', c.charged::text,
           'lesson_id', (select o.lesson_id from ${schema}.watch_sessions o
             where o.tenant_id = $1 and o.learner_id = $2 and o.session_id = c.session_id)) order by c.slot)
         from (
           select distinct slot::int4 as slot from sessions s, generate_series(
             floor(greatest(${epochMs('s.opened_at')} + s.first_ms, ${epochMs('now()')} - ${OLDEST_MS.toString()})
               / ${SLOT_MS.toString()})::int8,
             floor(least(${epochMs('s.opened_at')} + s.last_ms, ${epochMs('now()')} + ${NEWEST_MS.toString()})
               / ${SLOT_MS.toString()})::int8) slot
           offset 0) named, lateral (
           select * from ${schema}.charges c where c.tenant_id = $1 and c.learner_id = $2
             and c.slot = named.slot offset 0) c), '[]'::jsonb) as charges`
}

/** The statement's parameters. */
export function batchValues(
  { tenantId, learnerId }: LearnerKey,
  reports: readonly ParsedReport[],
): readonly SqlValue[] {
  return [tenantId, learnerId, JSON.stringify(toNamedRows(reports))]
}

/** SQL of the whole numbers in a jsonb list, as rows with a column `n`. */
function numbers(list: string): string {
  return `(select value::int4 as n from jsonb_array_elements_text(${list}) offset 0)`
}

/** What the statement reads, a row a session. */
interface NamedRow {
  session_id: string
  ns: number[]
  event_ns: number[]
  first_ms: number
  last_ms: number
}

function toNamedRows(reports: readonly ParsedReport[]): readonly NamedRow[] {
  const named = new Map<string, NamedRow>()
  for (const { sessionId, segments, events } of reports) {
    const entry = named.get(sessionId) ?? { session_id: sessionId, ns: [], event_ns: [], first_ms: 2 ** 40, last_ms: 0 }
    named.set(sessionId, entry)
    for (const { n, started, ended } of segments) {
      if (isRecordNumber(n)) entry.ns.push(n)
      entry.first_ms = Math.min(entry.first_ms, bounded(started))
      entry.last_ms = Math.max(entry.last_ms, bounded(ended))
    }
    for (const { n } of events) if (isRecordNumber(n)) entry.event_ns.push(n)
  }
  // A number sent twice is one row.
  return [...named.values()].map((entry) => ({
    ...entry,
    ns: [...new Set(entry.ns)],
    event_ns: [...new Set(entry.event_ns)],
  }))
}

function bounded(ms: number): number {
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), 2 ** 40) : 0
}
