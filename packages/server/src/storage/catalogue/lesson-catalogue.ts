import type { ScopedClients } from '../database/scoped-clients.js'
import {
  joinCurrentMedia,
  lessonJson,
  type LessonRow,
  toLessonRecord,
  toPolicyJson,
  toRuleJson,
} from '../rows/lesson-row.js'
import type { LessonRecord, PutLesson } from '../../core/records/lesson.js'
import type { ChangeConditions, PutLessonOutcome, Unchanged } from '../../core/records/revision.js'
import { holds } from '../database/precondition.js'
import { lockResource } from '../database/resource-lock.js'
import type { SqlRunner } from '../database/sql-client.js'
import { belongsToOthers } from './video-owners.js'
import { queueSweep } from '../verdicts/verdict-sweeps.js'

/** What of a lesson decides verdicts: when it changes, they are judged anew. */
interface Known {
  readonly revision: number
  readonly rule_version: number
  readonly media_version: number | null
  readonly playback_id: string | null
  readonly duration_ms: number | null
  readonly course_id: string | null
  readonly required: boolean
  readonly archived: boolean
}

/** Reads and writes lessons and their videos. */
export class LessonCatalogue {
  readonly #clients: ScopedClients
  readonly #schema: string

  constructor(clients: ScopedClients, schema: string) {
    this.#clients = clients
    this.#schema = schema
  }

  putLesson(
    lesson: PutLesson,
    { expected = null, ownerId = null, mayShareVideo = false }: ChangeConditions = {},
  ): Promise<PutLessonOutcome> {
    const { tenantId, lessonId, playbackId } = lesson
    return this.#clients.tenantTransaction(tenantId, async (runner, platform) => {
      await lockResource(runner, this.#schema, { kind: 'lesson', tenantId, id: lessonId })
      const known = await this.#lock(runner, tenantId, lessonId)
      const courses = known ? [known.course_id, lesson.courseId] : [lesson.courseId]
      if (!(await this.#owns(runner, tenantId, ownerId, courses))) return 'forbidden'
      if (!holds(expected, known?.revision ?? null)) return 'stale'
      if (ownerId !== null && !mayShareVideo && playbackId !== null && playbackId !== known?.playback_id) {
        const use = { playbackId, tenantId, lessonId, ownerId }
        if (await belongsToOthers(platform, this.#schema, use)) return 'video_of_others'
      }
      await runner.query(
        `insert into ${this.#schema}.lessons as l
           (tenant_id, lesson_id, course_id, title, position, required, rule, chapters, has_quiz, policy)
         values ($1, $2, $3, $4, $5::int4, $6::boolean, $7::jsonb, $8::jsonb, $9::boolean, $10::jsonb)
         on conflict (tenant_id, lesson_id) do update
         set course_id = excluded.course_id, title = excluded.title, position = excluded.position,
           required = excluded.required, chapters = excluded.chapters, rule = excluded.rule,
           has_quiz = excluded.has_quiz, policy = excluded.policy,
           rule_version = l.rule_version + case when l.rule = excluded.rule then 0 else 1 end,
           archived_at = null, updated_at = now(), revision = l.revision + 1`,
        [
          tenantId,
          lessonId,
          lesson.courseId,
          lesson.title,
          lesson.position,
          lesson.required,
          toRuleJson(lesson.rule),
          JSON.stringify(lesson.chapters.map(({ title, from }) => ({ title, from }))),
          lesson.hasQuiz,
          toPolicyJson(lesson.policy),
        ],
      )
      await this.#putMedia(runner, lesson)
      if (known) await this.#sweepAfter(runner, tenantId, lessonId, known)
      return known ? 'replaced' : 'created'
    })
  }

  archiveLesson(
    tenantId: string,
    lessonId: string,
    { expected = null, ownerId = null }: ChangeConditions = {},
  ): Promise<'archived' | Unchanged | null> {
    return this.#clients.tenant(tenantId).transaction(async (runner) => {
      await lockResource(runner, this.#schema, { kind: 'lesson', tenantId, id: lessonId })
      const known = await this.#lock(runner, tenantId, lessonId)
      if (!known) return null
      if (!(await this.#owns(runner, tenantId, ownerId, [known.course_id]))) return 'forbidden'
      if (!holds(expected, known.revision)) return 'stale'
      await runner.query(
        `update ${this.#schema}.lessons set archived_at = now(), updated_at = now(), revision = revision + 1
         where tenant_id = $1 and lesson_id = $2 and archived_at is null`,
        [tenantId, lessonId],
      )
      await this.#sweepAfter(runner, tenantId, lessonId, known)
      return 'archived'
    })
  }

  async findLesson(tenantId: string, lessonId: string): Promise<LessonRecord | null> {
    const [row] = await this.#clients.tenant(tenantId).query<{ lesson: LessonRow }>(
      `select ${lessonJson('l', 'm')} as lesson
       from ${this.#schema}.lessons l ${joinCurrentMedia(this.#schema, 'l', 'm')}
       where l.tenant_id = $1 and l.lesson_id = $2`,
      [tenantId, lessonId],
    )
    return row ? toLessonRecord(row.lesson) : null
  }

  /**
   * Whether the owner owns every course named, and will until the transaction ends; what is in no course is nobody's.
   * `ownerId: null` stands for those who may change any lesson.
   */
  async #owns(
    runner: SqlRunner,
    tenantId: string,
    ownerId: string | null,
    courses: readonly (string | null)[],
  ): Promise<boolean> {
    if (ownerId === null) return true
    for (const courseId of new Set(courses)) {
      if (courseId === null) return false
      const [owned] = await runner.query<{ owner_id: string }>(
        // The course before its owner, as in a change of the course: two orders would wait for each other.
        `select o.owner_id from ${this.#schema}.courses c
         join ${this.#schema}.course_owners o on o.tenant_id = c.tenant_id and o.course_id = c.course_id
         where c.tenant_id = $1 and c.course_id = $2 and o.owner_id = $3 for share of c, o`,
        [tenantId, courseId, ownerId],
      )
      if (!owned) return false
    }
    return true
  }

  async #lock(runner: SqlRunner, tenantId: string, lessonId: string): Promise<Known | null> {
    const [row] = await runner.query<{ [Name in keyof Known]: Known[Name] }>(
      `select l.revision::float8 as revision, l.rule_version, l.media_version, m.playback_id, m.duration_ms, l.course_id, l.required,
         l.archived_at is not null as archived
       from ${this.#schema}.lessons l ${joinCurrentMedia(this.#schema, 'l', 'm')}
       where l.tenant_id = $1 and l.lesson_id = $2 for update of l`,
      [tenantId, lessonId],
    )
    return row ?? null
  }

  /** Queues what a change may make true: of the lesson where its rule or video changed, of its courses otherwise. */
  async #sweepAfter(runner: SqlRunner, tenantId: string, lessonId: string, before: Known): Promise<void> {
    const after = (await this.#lock(runner, tenantId, lessonId))!
    const changed = (...names: readonly (keyof Known)[]) => names.some((name) => before[name] !== after[name])
    const judgedAnew = changed('rule_version', 'media_version', 'duration_ms')
    if (judgedAnew) await queueSweep(runner, this.#schema, { tenantId, courseId: after.course_id, lessonId })
    if (!changed('course_id', 'required', 'archived')) return
    for (const courseId of new Set([before.course_id, after.course_id])) {
      if (courseId !== null) await queueSweep(runner, this.#schema, { tenantId, courseId, lessonId: null })
    }
  }

  /** Holds the lesson's row already, so two calls never make the same version. */
  async #putMedia(runner: SqlRunner, { tenantId, lessonId, playbackId, duration }: PutLesson): Promise<void> {
    const key = [tenantId, lessonId]
    const [latest] = await runner.query<{ version: number; playback_id: string }>(
      `select version, playback_id from ${this.#schema}.lesson_media
       where tenant_id = $1 and lesson_id = $2 order by version desc limit 1`,
      key,
    )
    const version = latest?.playback_id === playbackId ? latest.version : (latest?.version ?? 0) + 1
    if (playbackId !== null) {
      await runner.query(
        `insert into ${this.#schema}.lesson_media (tenant_id, lesson_id, version, playback_id, duration_ms)
         values ($1, $2, $3::int4, $4, $5::int4)
         on conflict (tenant_id, lesson_id, version) do update
         set duration_ms = coalesce(excluded.duration_ms, lesson_media.duration_ms), observed_ms = null, replaced_at = null`,
        [...key, version, playbackId, duration],
      )
    }
    await runner.query(
      `update ${this.#schema}.lesson_media set replaced_at = clock_timestamp()
       where tenant_id = $1 and lesson_id = $2 and replaced_at is null and version is distinct from $3::int4`,
      [...key, playbackId === null ? null : version],
    )
    await runner.query(
      `update ${this.#schema}.lessons set media_version = $3::int4 where tenant_id = $1 and lesson_id = $2`,
      [...key, playbackId === null ? null : version],
    )
  }
}
