import { fromSeconds, toMilliseconds, type CompletionRule } from '@enhancedhr/protocol'
import type { lessonInputSchema, LessonResource } from '@enhancedhr/protocol/management'
import type * as z from 'zod/mini'
import { lessonAttention } from '../../core/attention.js'
import type { LessonPolicy, LessonRecord, PutLesson } from '../../core/records/lesson.js'
import type { Precondition, VideoPermission } from '../../core/records/revision.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import type { Records } from '../../storage/store.js'
import { findManagedCourse } from '../access/find-course.js'
import { manages } from '../access/manages.js'
import { ownerIdOf, requireManager } from '../access/require-role.js'
import type { Changed } from '../api-options.js'
import type { Actor, AppContext } from '../app-context.js'
import type { Caller } from '../caller.js'
import { demandChange } from '../demand-change.js'
import { toEtag } from '../etag.js'
import { isPlaybackAllowed } from '../playback-allowed.js'
import { readId } from '../read-input.js'
import { announceStatus } from '../tracks/announce-status.js'
import { applyHeld } from '../uploads/apply-held.js'
import { toLessonResource } from './lesson-resource.js'
import { type PutVideo, resolveAsset, VIDEO_NOT_ALLOWED } from './resolve-asset.js'

type LessonFields = z.output<typeof lessonInputSchema>

/**
 * Creates or replaces a lesson; a playback ID that differs from the current one is a new video, and without one the video stays. Of an
 * asset, playback ID and duration are read from Mux.
 *
 * For those who manage the course that the lesson is in, and the one it shall be in; a lesson without a course is an admin's
 * or a service's. A rule that can never be met is refused with `rule_unreachable`, part by part. A video that the lesson may not be
 * given (`mayTakeVideo`, or the host's `playbackAllowed` in its place) is refused with `playback_not_allowed`.
 */
export async function putLesson(
  app: AppContext,
  actor: Actor,
  id: string,
  input: LessonFields,
  expected: Precondition,
): Promise<Changed<LessonResource>> {
  const { caller, context } = actor
  requireManager(caller)
  const lessonId = readId(id, 'id')
  const { playbackAllowed, uploads } = app
  const lesson = toPutLesson(caller.tenantId, lessonId, input, await resolveAsset(app, caller, lessonId, input))
  const byBindings = uploads === null ? 'bound_or_new' : 'bound'
  const changed = await put(app, caller, lesson, { expected, video: playbackAllowed === null ? byBindings : 'none' })
  if (changed !== 'video_refused') return changed
  if (playbackAllowed !== null) {
    // The host is asked between two transactions: none is held open for its answer, and it may call the handler itself.
    const { courseId, title, playbackId } = lesson
    const question = { owner: caller, playbackId: playbackId!, lesson: { id: lessonId, courseId, title } }
    if (await isPlaybackAllowed(playbackAllowed, question, context, app.logger)) {
      const allowed = await put(app, caller, lesson, { expected, video: 'any' })
      if (allowed !== 'video_refused') return allowed
    }
  }
  const pointer = input.asset_id == null ? '/playback_id' : '/asset_id'
  throw new LessonProblem('playback_not_allowed', { errors: [{ pointer, detail: VIDEO_NOT_ALLOWED }] })
}

function put(
  app: AppContext,
  caller: Caller,
  lesson: PutLesson,
  conditions: { readonly expected: Precondition; readonly video: VideoPermission },
): Promise<Changed<LessonResource> | 'video_refused'> {
  const ownerId = ownerIdOf(caller)
  const { store, uploads } = app
  return store.transaction(async (records) => {
    const { tenantId, courseId } = lesson
    const before = uploads === null ? null : await records.lessons.hold(lesson)
    // An owner's course is there, or the owner does not own it.
    if (ownerId === null && courseId !== null && !(await records.courses.find({ tenantId, courseId }))) {
      throw new LessonProblem('course_not_found')
    }
    const outcome = await records.lessons.put(lesson, { ...conditions, ownerId, actorId: caller.learnerId })
    if (outcome === 'video_refused') return outcome
    if (outcome === 'forbidden') await explainRefusal(records, caller, lesson)
    const created = demandChange(outcome) === 'created'
    const put = (await records.lessons.find(lesson))!
    requireReachable(lesson, put)
    if (uploads) {
      await applyHeld(records, put, uploads.settings)
      await expireReplaced(records, before, put, uploads.settings.deleteReplacedAfter)
    }
    if (before?.media && before.captionsWaiver !== lesson.captionsWaiver) await announceStatus(records, app, before)
    const written = (await records.lessons.find(lesson))!
    return { resource: toLessonResource(written, app), etag: toEtag(written.revision), created }
  })
}

/** What Mux has of a video that somebody replaced here is deleted as one that an upload replaced. */
async function expireReplaced(
  { uploads }: Records,
  before: LessonRecord | null,
  { media }: LessonRecord,
  days: number,
): Promise<void> {
  const assetId = before?.media?.assetId ?? null
  if (before === null || assetId === null || assetId === (media?.assetId ?? null)) return
  await uploads.expireAsset({ tenantId: before.tenantId, assetId }, days)
}

/** Where the video stays, only now is known whether the rule can be met with it; nothing is kept where it cannot. */
function requireReachable({ playbackId, duration }: PutLesson, { rule, hasQuiz, media }: LessonRecord): void {
  if (duration !== undefined || playbackId === null) return
  const errors = lessonAttention(rule, { duration: media?.duration ?? null, quizConfigured: hasQuiz })
  if (errors.length > 0) throw new LessonProblem('rule_unreachable', { errors })
}

/** Throws `course_not_found` where the owner may not even know of the course that the lesson shall be in. */
async function explainRefusal(records: Records, caller: Caller, { lessonId, courseId }: PutLesson): Promise<void> {
  const known = await records.lessons.findFor(caller, lessonId)
  // An id that is taken cannot be hidden from somebody who would have made it.
  if ((known && !manages(caller, known.access)) || courseId === null) return
  await findManagedCourse(records, caller, courseId)
}

function toPutLesson(tenantId: string, lessonId: string, input: LessonFields, video: PutVideo): PutLesson {
  return {
    tenantId,
    lessonId,
    courseId: input.course_id,
    title: input.title,
    position: input.order,
    required: input.required,
    rule: readRule(input, video.duration),
    hasQuiz: input.quiz,
    policy: readPolicy(input.policies),
    chapters: input.chapters
      .map(({ title, from }) => ({ title, from: toMilliseconds(from) }))
      .toSorted((a, b) => a.from - b.from),
    captionsWaiver: input.captions_waiver?.reason ?? null,
    ...video,
  }
}

function readRule({ completion, quiz }: LessonFields, duration: number | null | undefined): CompletionRule {
  const draft = {
    thresholdPerMille: completion.threshold === undefined ? null : Math.round(completion.threshold * 1000),
    requiredSegments: completion.required_segments.map(
      ([from, to]) => [toMilliseconds(from), toMilliseconds(to)] as const,
    ),
    mode: completion.mode,
    quizRequired: completion.quiz_required,
  }
  const errors = lessonAttention(draft, { duration: duration ?? null, quizConfigured: quiz })
  if (errors.length > 0) throw new LessonProblem('rule_unreachable', { errors })
  return { ...draft, requiredSegments: fromSeconds(completion.required_segments) }
}

function readPolicy(policies: LessonFields['policies']): LessonPolicy {
  const { offline_allowance: allowance } = policies
  return {
    maxRate: policies.max_playback_rate,
    hiddenCounts: policies.hidden_counts,
    mutedCounts: policies.muted_counts,
    seek: policies.seek_policy,
    offlineAllowance: allowance === null ? null : toMilliseconds(allowance),
  }
}
