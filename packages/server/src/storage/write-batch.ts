import type { BatchLedger, ProgressState, SessionState } from './batch-ledger.js'
import { splitByDay } from './batch-rows.js'
import type { LearnerKey } from './lesson-store.js'
import { toMultirange } from './multirange.js'
import type { SqlRunner } from './sql-client.js'
import { toStorableData, toStorableText } from './storable-data.js'

/** Writes what a batch changed in one statement; what it did not change is not touched. */
export async function writeBatch(
  runner: SqlRunner,
  schema: string,
  { tenantId, learnerId }: LearnerKey,
  ledger: BatchLedger,
): Promise<void> {
  const changes = toChanges(ledger)
  if (Object.values(changes).every((rows) => rows.length === 0)) return
  await runner.query(
    `with evidence as (
       insert into ${schema}.watch_evidence
         (tenant_id, learner_id, session_id, n, attempt, media_from, media_to, rate, started, ended, visible, muted,
          uncredited, judged_at)
       select $1, $2, x.session_id, x.n, x.attempt, x.media_from, x.media_to, x.rate, x.started, x.ended, x.visible,
         x.muted, x.uncredited, to_timestamp($4::float8 / 1000)
       from jsonb_to_recordset($3::jsonb -> 'evidence') as x(session_id uuid, n int4, attempt int4, media_from int4,
         media_to int4, rate float8, started int8, ended int8, visible boolean, muted boolean, uncredited jsonb)
     ), events as (
       insert into ${schema}.watch_events (tenant_id, learner_id, session_id, n, attempt, type, at, data, received_at)
       select $1, $2, x.session_id, x.n, x.attempt, x.type, x.at, x.data, to_timestamp($4::float8 / 1000)
       from jsonb_to_recordset($3::jsonb -> 'events') as x(session_id uuid, n int4, attempt int4, type text, at int8,
         data jsonb)
     ), new_charges as (
       insert into ${schema}.charges as c (tenant_id, learner_id, day, charged)
       select $1, $2, date '1970-01-01' + x.day, x.charged::int8multirange
       from jsonb_to_recordset($3::jsonb -> 'charges') as x(day int4, charged text)
       on conflict (tenant_id, learner_id, day) do update set charged = c.charged + excluded.charged
     ), sessions as (
       update ${schema}.watch_sessions s
       set charged = s.charged + x.charged::int8multirange, through = x.through, events_through = x.events_through,
         events_kept = s.events_kept + x.events_kept, last_seen_at = to_timestamp($4::float8 / 1000)
       from jsonb_to_recordset($3::jsonb -> 'sessions') as x(session_id uuid, charged text, through int4,
         events_through int4, events_kept int4)
       where s.tenant_id = $1 and s.learner_id = $2 and s.session_id = x.session_id
     )
     insert into ${schema}.lesson_progress as p
       (tenant_id, learner_id, lesson_id, attempt, media_version, watched, playing_ms, position, position_at,
        completed_at, completed_rule_version, updated_at)
     select $1, $2, x.lesson_id, x.attempt, x.media_version, x.watched::int4multirange, x.playing_ms, x.position,
       to_timestamp(x.position_at / 1000), to_timestamp(x.completed_at / 1000), x.completed_rule_version,
       to_timestamp($4::float8 / 1000)
     from jsonb_to_recordset($3::jsonb -> 'progress') as x(lesson_id text, attempt int4, media_version int4,
       watched text, playing_ms int8, position int4, position_at float8, completed_at float8,
       completed_rule_version int4)
     on conflict (tenant_id, learner_id, lesson_id, attempt, media_version) do update
     set watched = excluded.watched, playing_ms = excluded.playing_ms, position = excluded.position,
       position_at = excluded.position_at, completed_at = coalesce(p.completed_at, excluded.completed_at),
       completed_rule_version = coalesce(p.completed_rule_version, excluded.completed_rule_version),
       updated_at = excluded.updated_at`,
    [tenantId, learnerId, JSON.stringify(changes), ledger.now],
  )
}

function toChanges(ledger: BatchLedger): Readonly<Record<string, readonly unknown[]>> {
  const { sessions } = ledger
  const progress = new Set(sessions.map((state) => state.progress).filter(({ changed }) => changed))
  return {
    evidence: sessions.flatMap(toEvidenceRows),
    events: sessions.flatMap(toEventRows),
    charges: splitByDay(ledger.newCharges).map(({ day, charged }) => ({ day, charged: toMultirange(charged) })),
    sessions: sessions.filter(isChanged).map(toSessionRow),
    progress: [...progress].map((state) => toProgressRow(state)),
  }
}

function isChanged({ row, newEvents, newEvidence, through, eventsThrough }: SessionState): boolean {
  const moved = through !== row.through || eventsThrough !== row.events_through
  return moved || newEvents.length > 0 || newEvidence.length > 0
}

function toSessionRow({ row, newCharges, through, eventsThrough, newEvents }: SessionState): unknown {
  return {
    session_id: row.session_id,
    charged: toMultirange(newCharges),
    through,
    events_through: eventsThrough,
    events_kept: newEvents.length,
  }
}

function toEvidenceRows({ row, newEvidence }: SessionState): readonly unknown[] {
  return newEvidence.map(({ segment, uncredited }) => ({
    session_id: row.session_id,
    n: segment.n,
    attempt: row.attempt,
    media_from: segment.from,
    media_to: segment.to,
    rate: segment.rate,
    started: segment.started,
    ended: segment.ended,
    visible: segment.visible,
    muted: segment.muted,
    uncredited: uncredited.map(({ lessonId, ...stretch }) => ({ ...stretch, lesson_id: lessonId })),
  }))
}

function toEventRows({ row, newEvents }: SessionState): readonly unknown[] {
  return newEvents.map(({ n, type, at, data }) => ({
    session_id: row.session_id,
    n,
    attempt: row.attempt,
    type: toStorableText(type),
    at,
    data: toStorableData(data),
  }))
}

function toProgressRow({ record, positionAt, completedByRule }: ProgressState): unknown {
  return {
    lesson_id: record.lessonId,
    attempt: record.attempt,
    media_version: record.mediaVersion,
    watched: toMultirange(record.watched),
    playing_ms: record.playingTime,
    position: record.position,
    position_at: positionAt,
    // Only the row whose video earned the verdict carries it; others merely show it.
    completed_at: completedByRule === null ? null : (record.completedAt?.getTime() ?? null),
    completed_rule_version: completedByRule,
  }
}
