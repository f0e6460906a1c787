import { MAX_EVIDENCE_AGE_MS, toStorableText } from '@enhancedhr/protocol'
import type { LearnerKey } from '../../core/records/learner-key.js'
import type { LessonRecord } from '../../core/records/lesson.js'
import type { OpenedSession, RenewedSession, SessionRecord, TokenWindow } from '../../core/records/session.js'
import { isSessionId } from '../../core/records/session-id.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { currentAttempt, readCurrentAttempt } from '../rows/current-attempt.js'
import { epochMs } from '../rows/epoch-ms.js'
import { ensureLearner } from '../database/learner-lock.js'
import { joinCurrentMedia, lessonJson, type LessonRow, toLessonRecord } from '../rows/lesson-row.js'
import { readLessonStanding } from '../rows/lesson-standing.js'
import type { Sessions } from './sessions.js'

/** After this long without a report or a live token a session counts as left, in milliseconds: a pause of a week does not count as leaving. */
const ORPHAN_AFTER_MS = 7 * 24 * 60 * 60 * 1000
/** A preview that was left for so long is swept, in milliseconds. */
const PREVIEW_KEPT_MS = 24 * 60 * 60 * 1000
/** Sessions that one call of `closeOrphans` looks at, so that it never holds locks for long. */
const ORPHANS_PER_CALL = 500

export class SqlSessions implements Sessions {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  open(
    key: LearnerKey,
    lesson: LessonRecord,
    client: { name: string; version: string },
    window: TokenWindow,
    { isPreview = false }: { readonly isPreview?: boolean } = {},
  ): Promise<OpenedSession> {
    const { media, lessonId } = lesson
    if (media?.duration == null) throw new TypeError('Expected a lesson whose video has a duration.')
    return this.#unit.transaction(async (unit) => {
      const learner = unit.learner(key)
      const { schema, tenantId, learnerId } = learner
      const attempt = await readCurrentAttempt(learner, lesson.courseId)
      await ensureLearner(learner)
      // Whole milliseconds, rounded down: what is opened is never later than the moment it is asked about.
      const [row] = await learner.query<{ session_id: string; opened_at: number; age: number; scope: string }>(
        `with opened as (
           insert into ${schema}.watch_sessions
             (tenant_id, learner_id, session_id, lesson_id, attempt, media_version, client_name, client_version,
              opened_at, last_seen_at, windows, preview)
           select $1, $2, gen_random_uuid(), $3, $4::int4, $5::int4, $6, $7, now.at, now.at,
             int8multirange(int8range(now.ms, now.ms + $8::int8)), $9::boolean
           from (select at, ${epochMs('at')} as ms
                 from (select date_trunc('milliseconds', clock_timestamp()) as at offset 0) clock) now
           returning session_id, opened_at
         )
         select o.session_id::text, ${epochMs('o.opened_at')}::float8 as opened_at, l.scope,
           (${epochMs('clock_timestamp()')} - ${epochMs('o.opened_at')})::float8 as age
         from opened o, ${schema}.learners l where l.tenant_id = $1 and l.learner_id = $2`,
        [
          tenantId,
          learnerId,
          lessonId,
          attempt,
          media.version,
          toStorableText(client.name),
          toStorableText(client.version),
          window.lifetime + window.offlineAllowance,
          isPreview,
        ],
      )
      return {
        sessionId: row!.session_id,
        scope: row!.scope,
        openedAt: new Date(row!.opened_at),
        sessionAge: row!.age,
        attempt,
        progress: await readLessonStanding(learner, lesson, attempt),
      }
    })
  }

  async find(key: LearnerKey, sessionId: string): Promise<SessionRecord | null> {
    if (!isSessionId(sessionId)) return null
    const { schema, tenantId, learnerId, query } = this.#unit.learner(key)
    const [row] = await query<{
      lesson: LessonRow
      media_version: number
      playback_id: string
      attempt: number
      current_attempt: number
      ended: boolean
      preview: boolean
    }>(
      `select ${lessonJson('l', 'm')} as lesson, s.media_version, pinned.playback_id, s.attempt,
         ${currentAttempt(schema, 'l.course_id')} as current_attempt, s.ended_at is not null as ended, s.preview
       from ${schema}.watch_sessions s
       join ${schema}.lessons l on l.tenant_id = s.tenant_id and l.lesson_id = s.lesson_id
       ${joinCurrentMedia(schema, 'l', 'm')}
       join ${schema}.lesson_media pinned on pinned.tenant_id = s.tenant_id
         and pinned.lesson_id = s.lesson_id and pinned.version = s.media_version
       where s.tenant_id = $1 and s.learner_id = $2 and s.session_id = $3::uuid`,
      [tenantId, learnerId, sessionId],
    )
    if (!row) return null
    return {
      sessionId,
      lesson: toLessonRecord(row.lesson),
      mediaVersion: row.media_version,
      playbackId: row.playback_id,
      attempt: row.attempt,
      currentAttempt: row.current_attempt,
      ended: row.ended,
      isPreview: row.preview,
    }
  }

  async renew(key: LearnerKey, sessionId: string, window: TokenWindow): Promise<RenewedSession | null> {
    if (!isSessionId(sessionId)) return null
    const { schema, tenantId, learnerId, query } = this.#unit.learner(key)
    // The row's lock may be waited for; `set` reads the clock after that, when the token is really handed over.
    const [row] = await query<{ age: number }>(
      `update ${schema}.watch_sessions s
       set windows = s.windows + (
         select int8multirange(int8range(now.ms, now.ms + $4::int8))
         from (select ${epochMs('clock_timestamp()')} as ms offset 0) now where s.session_id is not null)
       where s.tenant_id = $1 and s.learner_id = $2 and s.session_id = $3::uuid and s.ended_at is null
       returning (${epochMs('clock_timestamp()')} - ${epochMs('s.opened_at')})::float8 as age`,
      [tenantId, learnerId, sessionId, window.lifetime + window.offlineAllowance],
    )
    // The database's clock may have gone back.
    return row ? { sessionId, sessionAge: Math.max(0, row.age) } : null
  }

  async end(key: LearnerKey, sessionId: string): Promise<void> {
    if (!isSessionId(sessionId)) return
    const { schema, tenantId, learnerId, query } = this.#unit.learner(key)
    await query(
      `update ${schema}.watch_sessions set ended_at = clock_timestamp()
       where tenant_id = $1 and learner_id = $2 and session_id = $3::uuid and ended_at is null`,
      [tenantId, learnerId, sessionId],
    )
  }

  /**
   * Ends sessions that were left, and sweeps those without evidence.
   *
   * A session is swept only when whatever it may still send would be too old to be credited: a learner who was offline
   * for a month loses nothing. A preview has nothing to send.
   */
  async closeOrphans(): Promise<{ closed: number; swept: number }> {
    const { schema, query } = this.#unit.platform()
    const [closed] = await query<{ count: number }>(
      `with left_alone as (
         select tenant_id, learner_id, session_id from ${schema}.watch_sessions
         where ended_at is null and opened_at < now() - $1::float8 * interval '1 millisecond'
           and last_seen_at < now() - $1::float8 * interval '1 millisecond'
           and upper(windows) < ${epochMs('now()')} - $1::float8
         order by opened_at limit ${ORPHANS_PER_CALL.toString()} for update skip locked
       ), ended as (
         update ${schema}.watch_sessions s set ended_at = clock_timestamp() from left_alone o
         where s.tenant_id = o.tenant_id and s.learner_id = o.learner_id and s.session_id = o.session_id
         returning 1
       ) select count(*)::int4 as count from ended`,
      [ORPHAN_AFTER_MS],
    )
    const [swept] = await query<{ count: number }>(
      `with empty as (
         select s.tenant_id, s.learner_id, s.session_id from ${schema}.watch_sessions s
         where s.opened_at < now() - $1::float8 * interval '1 millisecond' and s.through = 0
           and upper(s.windows) < ${epochMs('now()')} - $1::float8
           and not exists (select from ${schema}.watch_evidence e where e.tenant_id = s.tenant_id
             and e.learner_id = s.learner_id and e.session_id = s.session_id)
           and not exists (select from ${schema}.watch_events e where e.tenant_id = s.tenant_id
             and e.learner_id = s.learner_id and e.session_id = s.session_id)
         limit ${ORPHANS_PER_CALL.toString()} for update skip locked
       ), gone as (
         delete from ${schema}.watch_sessions s using empty o
         where s.tenant_id = o.tenant_id and s.learner_id = o.learner_id and s.session_id = o.session_id
         returning 1
       ) select count(*)::int4 as count from gone`,
      [MAX_EVIDENCE_AGE_MS],
    )
    const [previews] = await query<{ count: number }>(
      `with left_alone as (
         select s.tenant_id, s.learner_id, s.session_id from ${schema}.watch_sessions s
         where s.preview and upper(s.windows) < ${epochMs('now()')} - $1::float8
         limit ${ORPHANS_PER_CALL.toString()} for update skip locked
       ), gone as (
         delete from ${schema}.watch_sessions s using left_alone o
         where s.tenant_id = o.tenant_id and s.learner_id = o.learner_id and s.session_id = o.session_id
         returning 1
       ) select count(*)::int4 as count from gone`,
      [PREVIEW_KEPT_MS],
    )
    return { closed: closed?.count ?? 0, swept: (swept?.count ?? 0) + (previews?.count ?? 0) }
  }
}
