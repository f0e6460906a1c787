import type { Telemetry } from '../../core/telemetry.js'
import { MAX_EXPLAINED_STRETCHES } from '../../core/ledger/uncredited-sets.js'
import { TODAY } from '../rows/today.js'
import type { LedgerChanges } from './ledger-changes.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { LearnerScope } from '../database/scope.js'
import type { SqlRow, SqlValue } from '../database/sql-client.js'
import { verdictEvents } from './verdict-events.js'
import { writeEvents } from './write-events.js'

/** What was read before, and has to stand still when what was worked out from it is written. */
export interface ReadBasis {
  /** The database's clock at reading, in milliseconds since 1970. */
  readonly now: number
  readonly revision: number
}

/**
 * Writes what was worked out from a read, in one statement, if nobody changed the learner since; `false` when somebody did,
 * or is doing so.
 *
 * The update of the learner's row is lock and check in one. It waits for nobody: who finds the row locked has been
 * overtaken. Everything else reads from it, so nothing is written when it found another revision. What a verdict sets off is
 * written by the same statement.
 */
export async function applyChanges(
  learner: LearnerScope,
  basis: ReadBasis,
  changes: LedgerChanges,
  credited = 0,
): Promise<boolean> {
  const { schema, writesEvents, telemetry, query } = learner
  const [row] = await query<AppliedRow>(
    changesStatement(schema, writesEvents, changes),
    changesValues(learner, writesEvents, basis, changes),
  )
  if (row!.applied !== 1) return false
  countChanges(telemetry, changes, credited)
  return true
}

/** Counts what was written: `credited` milliseconds, what was not credited by reason, and verdicts. */
export function countChanges(
  telemetry: Telemetry,
  { uncredited = [], verdicts = [] }: LedgerChanges,
  credited: number,
): void {
  if (credited > 0) telemetry.add('ehr.credit', credited / 1_000, { outcome: 'credited' })
  for (const { reason, total_ms: total } of uncredited) {
    telemetry.add('ehr.credit', total / 1_000, { outcome: 'uncredited', reason })
  }
  for (const { subject, kind } of verdicts) telemetry.add('ehr.verdicts', 1, { subject, kind })
}

/** What the statement of {@link changesStatement} gives. */
export interface AppliedRow extends SqlRow {
  readonly applied: number
}

/** The statement's parameters. */
export function changesValues(
  { tenantId, learnerId }: LearnerKey,
  writesEvents: boolean,
  { now, revision }: ReadBasis,
  changes: LedgerChanges,
): readonly SqlValue[] {
  const values = [tenantId, learnerId, JSON.stringify(changes), now, revision]
  return writesEvents ? [...values, encodeURIComponent(learnerId)] : values
}

/** Each list of changes, as the columns of one row. */
const LISTS = ['evidence', 'events', 'charges', 'sessions', 'progress', 'uncredited', 'observed', 'verdicts'] as const

/** SQL of how many rows of segments and events are added. */
const KEPT = `(jsonb_array_length(coalesce(given.evidence, '[]')) + jsonb_array_length(coalesce(given.events, '[]')))`

/**
 * SQL that writes such changes of one learner: one of two texts.
 *
 * Most reports bring nothing but credit. The parts about verdicts, and about what is not credited, are two thirds of the
 * whole statement, and PostgreSQL prepares and ends each part whether it has rows or not.
 */
export function changesStatement(schema: string, writesEvents: boolean, changes: LedgerChanges): string {
  const { uncredited = [], observed = [], verdicts = [] } = changes
  const isCreditAlone = uncredited.length + observed.length + verdicts.length === 0
  return `${creditParts(schema)}${isCreditAlone ? '' : `, ${judgementParts(schema, writesEvents)}`}
     select count(*)::int4 as applied from locked`
}

function creditParts(schema: string): string {
  // The text is parsed once: as a cast at each use, the ten of them took most of the time of a large report.
  return `with given as materialized (
       select * from jsonb_to_record($3::jsonb) as given(${LISTS.map((list) => `${list} jsonb`).join(', ')})
     ), locked as (
       update ${schema}.learners l set revision = l.revision + 1, kept_on = ${TODAY},
         kept = case when l.kept_on = ${TODAY} then l.kept else 0 end + ${KEPT}
       from given, (select 1 from ${schema}.learners free
         where free.tenant_id = $1 and free.learner_id = $2 and free.revision = $5::float8::int8
         for no key update skip locked) free
       where l.tenant_id = $1 and l.learner_id = $2 and l.revision = $5::float8::int8
       returning to_timestamp($4::float8 / 1000) as now
     ), evidence as (
       insert into ${schema}.watch_evidence
         (tenant_id, learner_id, session_id, n, attempt, media_from, media_to, rate, started, ended, visible, muted,
          uncredited, judged_at)
       select $1, $2, x.session_id, x.n, x.attempt, x.media_from, x.media_to, x.rate, x.started, x.ended, x.visible,
         x.muted, x.uncredited, locked.now
       from locked, given, jsonb_to_recordset(given.evidence) as x(session_id uuid, n int4, attempt int4,
         media_from int4, media_to int4, rate float8, started int8, ended int8, visible boolean, muted boolean,
         uncredited jsonb)
     ), events as (
       insert into ${schema}.watch_events (tenant_id, learner_id, session_id, n, attempt, type, at, data, received_at)
       select $1, $2, x.session_id, x.n, x.attempt, x.type, x.at, x.data, locked.now
       from locked, given, jsonb_to_recordset(given.events) as x(session_id uuid, n int4, attempt int4, type text,
         at int8, data jsonb)
     ), new_charges as (
       insert into ${schema}.charges as c (tenant_id, learner_id, slot, session_id, charged)
       select $1, $2, x.slot, x.session_id, x.charged::int8multirange
       from locked, given, jsonb_to_recordset(given.charges) as x(slot int4, session_id uuid, charged text)
       on conflict (tenant_id, learner_id, slot, session_id) do update set charged = c.charged + excluded.charged
     ), sessions as (
       update ${schema}.watch_sessions s
       set through = x.through, events_through = x.events_through, events_kept = s.events_kept + x.events_kept,
         evidence_kept = s.evidence_kept + x.evidence_kept, last_seen_at = locked.now, swept_at = null
       from locked, given, jsonb_to_recordset(given.sessions) as x(session_id uuid, through int4, events_through int4,
         events_kept int4, evidence_kept int4)
       where s.tenant_id = $1 and s.learner_id = $2 and s.session_id = x.session_id
     ), progress as (
       insert into ${schema}.lesson_progress as p
         (tenant_id, learner_id, lesson_id, attempt, media_version, watched, counted, percent_tenths, playing_ms,
          position, position_at, reported_ms, updated_at)
       select $1, $2, x.lesson_id, x.attempt, x.media_version, x.watched::int4multirange, x.counted::int4multirange,
         x.percent_tenths, x.playing_ms, x.position, to_timestamp(x.position_at / 1000),
         x.reported_ms, locked.now
       from locked, given, jsonb_to_recordset(given.progress) as x(lesson_id text, attempt int4, media_version int4,
         watched text, counted text, percent_tenths int4, playing_ms int8, position int4, position_at float8,
         reported_ms int4)
       on conflict (tenant_id, learner_id, lesson_id, attempt, media_version) do update
       set watched = excluded.watched, counted = excluded.counted, percent_tenths = excluded.percent_tenths,
         playing_ms = excluded.playing_ms, position = excluded.position, position_at = excluded.position_at,
         reported_ms = excluded.reported_ms, updated_at = excluded.updated_at
       returning p.lesson_id, p.attempt, p.media_version, p.watched, p.percent_tenths, p.playing_ms
     )`
}

/** Parts that are left out of most statements; they read `given`, `locked` and `progress`. */
function judgementParts(schema: string, writesEvents: boolean): string {
  return `uncredited as (
       insert into ${schema}.uncredited as u
         (tenant_id, learner_id, lesson_id, attempt, media_version, reason, media, total_ms, last_at, lesson_ids)
       select $1, $2, x.lesson_id, x.attempt, x.media_version, x.reason, x.media::int4multirange, x.total_ms, locked.now,
         x.lesson_ids
       from locked, given, jsonb_to_recordset(given.uncredited) as x(lesson_id text, attempt int4, media_version int4,
         reason text, media text, total_ms int8, lesson_ids jsonb)
       on conflict (tenant_id, learner_id, lesson_id, attempt, media_version, reason) do update
       set media = ${longest('u.media + excluded.media')}, total_ms = u.total_ms + excluded.total_ms,
         last_at = excluded.last_at,
         lesson_ids = (select coalesce(jsonb_agg(distinct id), '[]'::jsonb)
           from jsonb_array_elements(u.lesson_ids || excluded.lesson_ids) id)
       where excluded.total_ms > 0 or not u.media @> excluded.media
     ), observed as (
       update ${schema}.lesson_media m set observed_ms = x.observed_ms
       from locked, given, jsonb_to_recordset(given.observed) as x(lesson_id text, media_version int4, observed_ms int4)
       where m.tenant_id = $1 and m.lesson_id = x.lesson_id and m.version = x.media_version and m.observed_ms is null
     ), verdicts as (
       select x.*, locked.now as recorded_at, coalesce(to_timestamp(x.decided_at / 1000), locked.now) as now
       from locked, given, jsonb_to_recordset(given.verdicts) as x(subject text, subject_id text, attempt int4,
         kind text, completed boolean, rule_version int4, media_version int4, reason text, actor_id text,
         decided_at float8)
     ), lesson_verdicts as (
       insert into ${schema}.lesson_verdicts as v
         (tenant_id, learner_id, lesson_id, attempt, kind, completed, rule_version, media_version, decided_at)
       select $1, $2, x.subject_id, x.attempt, x.kind, x.completed, x.rule_version, x.media_version, x.now
       from verdicts x where x.subject = 'lesson'
       on conflict (tenant_id, learner_id, lesson_id, attempt) do update
       set kind = excluded.kind, completed = excluded.completed, rule_version = excluded.rule_version,
         media_version = excluded.media_version, decided_at = excluded.decided_at
       returning v.lesson_id, v.attempt, v.completed, v.decided_at
     ), course_verdicts as (
       insert into ${schema}.course_progress as v
         (tenant_id, learner_id, course_id, attempt, kind, completed, rule_version, decided_at)
       select $1, $2, x.subject_id, x.attempt, x.kind, x.completed, x.rule_version, x.now
       from verdicts x where x.subject = 'course'
       on conflict (tenant_id, learner_id, course_id, attempt) do update
       set kind = excluded.kind, completed = excluded.completed, rule_version = excluded.rule_version,
         decided_at = excluded.decided_at
     ), acts as (
       insert into ${schema}.verdict_acts
         (tenant_id, learner_id, subject, subject_id, attempt, kind, completed, rule_version, media_version, reason,
          actor_id, decided_at, recorded_at)
       select $1, $2, x.subject, x.subject_id, x.attempt, x.kind, x.completed, x.rule_version, x.media_version,
         x.reason, x.actor_id, x.now, x.recorded_at
       from verdicts x
       returning act_id, subject, subject_id, attempt, kind, completed, rule_version, media_version, reason, actor_id,
         decided_at, recorded_at
     )${writesEvents ? `, ${verdictEvents(schema)}, ${writeEvents(schema)}` : ''}`
}

/** SQL of a multirange's longest parts: what explains stays small, whatever was claimed. */
function longest(media: string): string {
  return `(select coalesce(range_agg(part), '{}'::int4multirange) from (
    select part from unnest(${media}) part order by upper(part) - lower(part) desc, part
    limit ${MAX_EXPLAINED_STRETCHES.toString()}) parts)`
}
