import type { LessonAccess } from '../../core/records/access-facts.js'
import type { CourseKey } from '../../core/records/course.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import {
  joinCurrentMedia,
  lessonJson,
  type LessonRow,
  toLessonRecord,
  toPolicyJson,
  toRuleJson,
} from '../rows/lesson-row.js'
import type { LessonKey, LessonRecord, PutLesson } from '../../core/records/lesson.js'
import type { LessonVideoKey } from '../../core/records/track.js'
import type { LessonStatusEvent } from '../../core/records/upload.js'
import type { ChangeConditions, PutLessonOutcome, Unchanged, VideoPermission } from '../../core/records/revision.js'
import { holds } from '../../core/precondition.js'
import { mayTakeVideo } from '../../core/supply/may-take-video.js'
import { lockResource } from '../database/resource-lock.js'
import type { TenantScope } from '../database/scope.js'
import type { UnitOfWork } from '../database/unit-of-work.js'
import { writeLessonEvent } from '../write/lesson-event.js'
import { keepVideo } from '../write/keep-video.js'
import { putMedia } from '../write/put-media.js'
import { queueEvaluation } from '../write/queue-evaluation.js'
import { findLessonFor } from './access-reader.js'
import { holdOwner } from './hold-owner.js'
import { listVideos } from './list-videos.js'
import type { CurrentVideo, Lessons, NewVideo } from './lessons.js'
import { bindPlayback, endBindings, readVideoFacts, type VideoUse } from './playback-bindings.js'

/** What of a lesson decides verdicts: when it changes, they are evaluated again. */
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

export class SqlLessons implements Lessons {
  readonly #unit: UnitOfWork

  constructor(unit: UnitOfWork) {
    this.#unit = unit
  }

  put(
    lesson: PutLesson,
    { expected = null, ownerId = null, actorId = 'service', video = 'any' }: ChangeConditions = {},
  ): Promise<PutLessonOutcome> {
    const { tenantId, lessonId, playbackId } = lesson
    return this.#unit.transaction(async (unit) => {
      const tenant = unit.tenant(tenantId)
      const { schema, query } = tenant
      await lockResource(tenant, { kind: 'lesson', tenantId, id: lessonId })
      const known = await lock(tenant, lessonId)
      const courses = known ? [known.course_id, lesson.courseId] : [lesson.courseId]
      if (!(await owns(tenant, ownerId, courses))) return 'forbidden'
      if (!holds(expected, known?.revision ?? null)) return 'stale'
      if (playbackId != null && playbackId !== known?.playback_id) {
        const use = { playbackId, tenantId, ownerId }
        if (!(await mayTake(unit, use, video))) return 'video_refused'
        await bindPlayback(unit.platform(), { playbackId, tenantId, actorId })
      }
      await query(
        `insert into ${schema}.lessons as l
           (tenant_id, lesson_id, course_id, title, position, required, rule, chapters, has_quiz, policy, captions_waiver)
         values ($1, $2, $3, $4, $5::int4, $6::boolean, $7::jsonb, $8::jsonb, $9::boolean, $10::jsonb, $11)
         on conflict (tenant_id, lesson_id) do update
         set course_id = excluded.course_id, title = excluded.title, position = excluded.position,
           required = excluded.required, chapters = excluded.chapters, rule = excluded.rule,
           has_quiz = excluded.has_quiz, policy = excluded.policy, captions_waiver = excluded.captions_waiver,
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
          lesson.captionsWaiver ?? null,
        ],
      )
      await putMedia(tenant, lesson)
      await keepVideo(tenant, lessonId)
      if (known) await evaluateAfter(tenant, lessonId, known)
      return known ? 'replaced' : 'created'
    })
  }

  replaceVideo({ tenantId, lessonId }: LessonKey, { actorId, ...video }: NewVideo): Promise<number> {
    return this.#unit.transaction(async (unit) => {
      const tenant = unit.tenant(tenantId)
      await lockResource(tenant, { kind: 'lesson', tenantId, id: lessonId })
      const known = (await lock(tenant, lessonId))!
      await bindPlayback(unit.platform(), { playbackId: video.playbackId, tenantId, actorId })
      const version = await putMedia(tenant, { lessonId, ...video })
      await tenant.query(
        `update ${tenant.schema}.lessons set updated_at = now(), revision = revision + 1
         where tenant_id = $1 and lesson_id = $2`,
        [tenantId, lessonId],
      )
      await evaluateAfter(tenant, lessonId, known)
      return version!
    })
  }

  archive(
    { tenantId, lessonId }: LessonKey,
    { expected = null, ownerId = null }: ChangeConditions = {},
  ): Promise<'archived' | Unchanged | null> {
    return this.#unit.transaction(async (unit) => {
      const tenant = unit.tenant(tenantId)
      await lockResource(tenant, { kind: 'lesson', tenantId, id: lessonId })
      const known = await lock(tenant, lessonId)
      if (!known) return null
      if (!(await owns(tenant, ownerId, [known.course_id]))) return 'forbidden'
      if (!holds(expected, known.revision)) return 'stale'
      await tenant.query(
        `update ${tenant.schema}.lessons set archived_at = now(), updated_at = now(), revision = revision + 1
         where tenant_id = $1 and lesson_id = $2 and archived_at is null`,
        [tenantId, lessonId],
      )
      await evaluateAfter(tenant, lessonId, known)
      return 'archived'
    })
  }

  async find({ tenantId, lessonId }: LessonKey): Promise<LessonRecord | null> {
    const { schema, query } = this.#unit.tenant(tenantId)
    const [row] = await query<{ lesson: LessonRow }>(
      `select ${lessonJson('l', 'm')} as lesson
       from ${schema}.lessons l ${joinCurrentMedia(schema, 'l', 'm')}
       where l.tenant_id = $1 and l.lesson_id = $2`,
      [tenantId, lessonId],
    )
    return row ? toLessonRecord(row.lesson) : null
  }

  findFor(person: LearnerKey, lessonId: string): Promise<LessonAccess | null> {
    return findLessonFor(this.#unit.learner(person), lessonId)
  }

  async hold(key: LessonKey): Promise<LessonRecord | null> {
    const { tenantId, lessonId } = key
    await lockResource(this.#unit.tenant(tenantId), { kind: 'lesson', tenantId, id: lessonId })
    return this.find(key)
  }

  async nameAsset({ tenantId, lessonId, mediaVersion }: LessonVideoKey, assetId: string): Promise<void> {
    const { schema, query } = this.#unit.tenant(tenantId)
    await query(
      `update ${schema}.lesson_media set asset_id = $4
       where tenant_id = $1 and lesson_id = $2 and version = $3::int4 and asset_id is null`,
      [tenantId, lessonId, mediaVersion, assetId],
    )
  }

  async loseVideo({ tenantId, lessonId, mediaVersion }: LessonVideoKey, assetId: string): Promise<boolean> {
    const { schema, query } = this.#unit.tenant(tenantId)
    const lost = await query(
      `update ${schema}.lesson_media set gone_at = clock_timestamp()
       where tenant_id = $1 and lesson_id = $2 and version = $3::int4 and asset_id = $4 and replaced_at is null and gone_at is null
       returning 1 as lost`,
      [tenantId, lessonId, mediaVersion, assetId],
    )
    return lost.length > 0
  }

  listVideos(listing: { readonly after: string | null; readonly limit: number }): Promise<readonly CurrentVideo[]> {
    return listVideos(this.#unit.platform(), listing)
  }

  writeEvent({ tenantId, lessonId }: LessonKey, event: LessonStatusEvent): Promise<void> {
    return writeLessonEvent(this.#unit.tenant(tenantId), lessonId, event)
  }

  endBindings(days: number): Promise<number> {
    return endBindings(this.#unit.platform(), days)
  }

  async list({ tenantId, courseId }: CourseKey): Promise<readonly LessonRecord[]> {
    const { schema, query } = this.#unit.tenant(tenantId)
    const rows = await query<{ lesson: LessonRow }>(
      `select ${lessonJson('l', 'm')} as lesson
       from ${schema}.lessons l ${joinCurrentMedia(schema, 'l', 'm')}
       where l.tenant_id = $1 and l.course_id = $2 and l.archived_at is null order by l.position, l.lesson_id`,
      [tenantId, courseId],
    )
    return rows.map(({ lesson }) => toLessonRecord(lesson))
  }
}

/**
 * Whether the owner owns every course named, and will until the transaction ends; what is in no course is nobody's.
 * `ownerId: null` stands for those who may change any lesson.
 */
async function owns(
  tenant: TenantScope,
  ownerId: string | null,
  courses: readonly (string | null)[],
): Promise<boolean> {
  if (ownerId === null) return true
  for (const courseId of new Set(courses)) {
    if (courseId === null || !(await holdOwner(tenant, courseId, ownerId))) return false
  }
  return true
}

async function mayTake(unit: UnitOfWork, use: VideoUse, permission: VideoPermission): Promise<boolean> {
  if (permission === 'any' || permission === 'none') return permission === 'any'
  const facts = await readVideoFacts(unit.platform(), use)
  return mayTakeVideo(facts, { isOwner: use.ownerId !== null, takesUnbound: permission === 'bound_or_new' })
}

async function lock({ schema, tenantId, query }: TenantScope, lessonId: string): Promise<Known | null> {
  const [row] = await query<{ [Name in keyof Known]: Known[Name] }>(
    `select l.revision::float8 as revision, l.rule_version, l.media_version, m.playback_id, m.duration_ms, l.course_id, l.required,
         l.archived_at is not null as archived
       from ${schema}.lessons l ${joinCurrentMedia(schema, 'l', 'm')}
       where l.tenant_id = $1 and l.lesson_id = $2 for update of l`,
    [tenantId, lessonId],
  )
  return row ?? null
}

/** Queues what a change may make true: of the lesson where its rule or video changed, of its courses otherwise. */
async function evaluateAfter(tenant: TenantScope, lessonId: string, before: Known): Promise<void> {
  const after = (await lock(tenant, lessonId))!
  const changed = (...names: readonly (keyof Known)[]) => names.some((name) => before[name] !== after[name])
  const isLessonDue = changed('rule_version', 'media_version', 'duration_ms')
  if (isLessonDue) await queueEvaluation(tenant, { courseId: after.course_id, lessonId })
  if (!changed('course_id', 'required', 'archived')) return
  for (const courseId of new Set([before.course_id, after.course_id])) {
    if (courseId !== null) await queueEvaluation(tenant, { courseId, lessonId: null })
  }
}
