import { MAX_EVIDENCE_AGE_MS } from '@enhancedhr/protocol'
import type { EventAge, RetentionPeriods } from '../../core/records/learner-data.js'
import type { Scope } from '../database/scope.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { epochMs } from '../rows/epoch-ms.js'

/** Sessions and rows of one page, so that locks are never held for long. */
const SESSIONS_PER_PAGE = 50
const ROWS_PER_STATEMENT = 5_000
const EVENTS_PER_PAGE = 1_000

/** What a session left behind that no verdict is worked out from: `lesson_progress` holds what it adds up to. */
const RAW_TABLES = ['watch_evidence', 'watch_events', 'charges'] as const

/**
 * Deletes played segments, events and charged time of a page of sessions that ended longer ago than the period; see `Privacy`.
 *
 * Only of sessions whose evidence, whatever may still come, is too old to be credited: numbers and charged time are what keeps anything from
 * being credited twice.
 */
export function sweepEvidence(unit: UnitOfWork, { evidence, sessions }: RetentionPeriods): Promise<boolean> {
  const days = Math.min(evidence ?? Infinity, sessions ?? Infinity)
  if (days === Infinity) return Promise.resolve(false)
  return unit.transaction(async (transaction) => {
    const platform = transaction.platform()
    const { schema, query } = platform
    const ended = await query<{ tenant_id: string; learner_id: string; session_id: string }>(
      `select s.tenant_id, s.learner_id, s.session_id from ${schema}.watch_sessions s
       where s.ended_at is not null and s.swept_at is null and s.ended_at < ${daysAgo('$1')}
         and s.last_seen_at < ${daysAgo('$1')} and s.opened_at < now() - $2::float8 * interval '1 millisecond'
         and upper(s.windows) < ${epochMs('now()')} - $2::float8
       order by s.ended_at limit ${SESSIONS_PER_PAGE.toString()} for update skip locked`,
      [days, MAX_EVIDENCE_AGE_MS],
    )
    if (ended.length === 0) return false
    const named = JSON.stringify(ended)
    for (const table of RAW_TABLES) {
      // The rest is deleted with the next page.
      if ((await deleteOfSessions(platform, table, named)) >= ROWS_PER_STATEMENT) return true
    }
    await query(
      `update ${schema}.watch_sessions s set swept_at = clock_timestamp() from ${NAMED} where ${sameSession('s')}`,
      [named],
    )
    return ended.length === SESSIONS_PER_PAGE
  })
}

/** Deletes a page of sessions that ended longer ago than the period and of which nothing else is left. */
export async function sweepSessions({ schema, query }: Scope, { sessions }: RetentionPeriods): Promise<boolean> {
  if (sessions === null) return false
  const [row] = await query<{ count: number }>(
    `with old as (
       select s.tenant_id, s.learner_id, s.session_id from ${schema}.watch_sessions s
       where s.swept_at is not null and s.ended_at < ${daysAgo('$1')}
       order by s.ended_at limit ${EVENTS_PER_PAGE.toString()} for update skip locked
     ), gone as (
       delete from ${schema}.watch_sessions s using old o where ${sameSession('s')} returning 1
     ) select count(*)::int4 as count from gone`,
    [sessions],
  )
  return row!.count === EVENTS_PER_PAGE
}

/**
 * Deletes, of a page of events, those whose deliveries all ended longer ago than their period; see `Privacy`. Deliveries go with
 * their event, and the numbers of subjects stay for ever.
 */
export function sweepEvents(
  unit: UnitOfWork,
  { events, deadEvents }: RetentionPeriods,
  after: EventAge | null,
): Promise<EventAge | null> {
  return unit.transaction(async (transaction) => {
    const { schema, query } = transaction.platform()
    const page = await query<{
      tenant_id: string
      subject: string
      revision: number
      event_id: string
      occurred_at: string
    }>(
      `select g.tenant_id, g.subject, g.revision::float8 as revision, g.event_id,
         g.occurred_at::text as occurred_at
       from ${schema}.event_log g
       where g.occurred_at < ${daysAgo('$1')}
         and ($2::text is null or (g.occurred_at, g.event_id) > ($2::timestamptz, $3::uuid))
       order by g.occurred_at, g.event_id limit ${EVENTS_PER_PAGE.toString()} for update skip locked`,
      [events, after?.occurredAt ?? null, after?.eventId ?? null],
    )
    // A separate statement, which sees what was asked to be sent once more before the rows were locked.
    await query(
      `delete from ${schema}.event_log g
       using jsonb_to_recordset($1::jsonb) p(tenant_id text, subject text, revision int8)
       where g.tenant_id = p.tenant_id and g.subject = p.subject and g.revision = p.revision and not exists (
         select from ${schema}.event_deliveries d
         where d.tenant_id = p.tenant_id and d.subject = p.subject and d.revision = p.revision
           and (d.state = 'pending'
             or d.finished_at >= case d.state when 'dead' then ${daysAgo('$3')} else ${daysAgo('$2')} end))
       returning 1 as deleted`,
      [JSON.stringify(page), events, deadEvents],
    )
    const last = page.at(-1)
    if (!last || page.length < EVENTS_PER_PAGE) return null
    return { occurredAt: last.occurred_at, eventId: last.event_id }
  })
}

/** Empties events about erased learners whose deliveries have arrived or were cancelled: they name whom they are about. */
export async function emptyErasures({ schema, query }: Scope): Promise<boolean> {
  const [row] = await query<{ count: number }>(
    `with page as (
       select g.tenant_id, g.subject, g.revision from ${schema}.event_log g
       where g.type = 'learner.erased' and g.body is not null and not exists (
         select from ${schema}.event_deliveries d where d.tenant_id = g.tenant_id and d.subject = g.subject
           and d.revision = g.revision and d.state in ('pending', 'dead'))
       limit ${EVENTS_PER_PAGE.toString()} for update skip locked
     ), emptied as (
       update ${schema}.event_log g set body = null, erased_at = clock_timestamp() from page p
       where g.tenant_id = p.tenant_id and g.subject = p.subject and g.revision = p.revision returning 1
     ) select count(*)::int4 as count from emptied`,
  )
  return row!.count === EVENTS_PER_PAGE
}

/** SQL of the sessions of the parameter `$1`. */
const NAMED = `jsonb_to_recordset($1::jsonb) o(tenant_id text, learner_id text, session_id uuid)`

function sameSession(row: string): string {
  return `${row}.tenant_id = o.tenant_id and ${row}.learner_id = o.learner_id and ${row}.session_id = o.session_id`
}

async function deleteOfSessions({ schema, query }: Scope, table: string, named: string): Promise<number> {
  const key = table === 'charges' ? 'slot' : 'n'
  const [row] = await query<{ count: number }>(
    `with page as (
       select x.tenant_id, x.learner_id, x.session_id, x.${key} from ${NAMED}
       join ${schema}.${table} x on ${sameSession('x')} limit ${ROWS_PER_STATEMENT.toString()}
     ), gone as (
       delete from ${schema}.${table} x using page o where ${sameSession('x')} and x.${key} = o.${key} returning 1
     ) select count(*)::int4 as count from gone`,
    [named],
  )
  return row!.count
}

/** SQL of the instant that was so many days ago; the transaction’s, because only a clock that stands is looked up in an index. */
function daysAgo(days: string): string {
  return `now() - ${days}::float8 * interval '1 day'`
}
