import { fromSeconds, toMilliseconds, type CompletionRule } from '@enhancedhr/protocol'
import { lessonInputSchema, type LessonResource } from '@enhancedhr/protocol/management'
import type * as z from 'zod/mini'
import { lessonAttention } from '../../core/attention.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { readShape } from '../../problems/read-shape.js'
import type { LessonPolicy } from '../../core/records/lesson.js'
import type { ChangeConditions } from '../../core/records/revision.js'
import type { ApiContext, Changed } from '../api-context.js'
import { demandChange } from '../demand-change.js'
import type { PlaybackQuestion } from '../playback-allowed.js'
import { toEtag } from '../etag.js'
import { findLesson } from '../find-resource.js'
import { presentLessonResource } from './present-resources.js'
import { readId } from '../read-input.js'

type ReadLesson = z.output<typeof lessonInputSchema>

export interface LessonKey {
  readonly tenantId: string
  readonly lessonId: string
}

const VIDEO_OF_OTHERS = { pointer: '/playback_id', detail: 'The video belongs to somebody else.' }

/**
 * Creates or replaces a lesson; a playback ID that differs from the current one is a new video.
 *
 * A rule that can never be met is refused with `rule_unreachable`, part by part. With `ownerId`, a video that belongs to
 * others is `forbidden` unless `maySharePlayback` answers true.
 */
export async function putLesson(
  { store, ready }: ApiContext,
  key: LessonKey,
  given: unknown,
  conditions: ChangeConditions,
  maySharePlayback: (question: Omit<PlaybackQuestion, 'owner'>) => Promise<boolean> = () => Promise.resolve(false),
): Promise<Changed<LessonResource>> {
  const input = readShape(lessonInputSchema, given)
  const lessonId = readId(key.lessonId, 'id')
  const duration = input.duration === null ? null : toMilliseconds(input.duration)
  const rule = readRule(input, duration)
  await ready()
  if (input.course_id !== null && !(await store.courses.find({ tenantId: key.tenantId, courseId: input.course_id }))) {
    throw new LessonProblem('course_not_found')
  }
  const lesson = {
    tenantId: key.tenantId,
    lessonId,
    courseId: input.course_id,
    title: input.title,
    position: input.order,
    required: input.required,
    rule,
    hasQuiz: input.quiz,
    policy: readPolicy(input.policies),
    chapters: input.chapters
      .map(({ title, from }) => ({ title, from: toMilliseconds(from) }))
      .toSorted((a, b) => a.from - b.from),
    playbackId: input.playback_id,
    duration,
  }
  let outcome = await store.lessons.put(lesson, conditions)
  if (outcome === 'video_of_others') {
    // The host is asked between two transactions: none is held open for its answer, and it may call the handler itself.
    const { courseId, title, playbackId } = lesson
    const isAllowed = await maySharePlayback({ playbackId: playbackId!, lesson: { id: lessonId, courseId, title } })
    if (!isAllowed) throw new LessonProblem('forbidden', { errors: [VIDEO_OF_OTHERS] })
    outcome = await store.lessons.put(lesson, { ...conditions, mayShareVideo: true })
  }
  const changed = demandChange(outcome)
  return { ...(await readLessonResource(store, { tenantId: key.tenantId, lessonId })), created: changed === 'created' }
}

/** Archives a lesson: no grants any more, evidence and verdicts stay. */
export async function archiveLesson(
  context: ApiContext,
  key: LessonKey,
  conditions: ChangeConditions,
): Promise<Changed<LessonResource>> {
  await findLesson(context, key)
  const { store } = context
  const outcome = demandChange(
    await store.lessons.archive({ tenantId: key.tenantId, lessonId: key.lessonId }, conditions),
  )
  if (outcome === null) throw new LessonProblem('lesson_not_found')
  return { ...(await readLessonResource(store, key)), created: false }
}

/** The lesson as who manages it reads it. */
export async function readLessonResource(
  store: ApiContext['store'],
  { tenantId, lessonId }: LessonKey,
): Promise<{ readonly resource: LessonResource; readonly etag: string }> {
  const lesson = await store.lessons.find({ tenantId, lessonId })
  if (!lesson) throw new LessonProblem('lesson_not_found')
  return { resource: presentLessonResource(lesson), etag: toEtag(lesson.revision) }
}

function readRule({ completion, quiz }: ReadLesson, duration: number | null): CompletionRule {
  const draft = {
    thresholdPerMille: completion.threshold === undefined ? null : Math.round(completion.threshold * 1000),
    requiredSegments: completion.required_segments.map(
      ([from, to]) => [toMilliseconds(from), toMilliseconds(to)] as const,
    ),
    mode: completion.mode,
    quizRequired: completion.quiz_required,
  }
  const errors = lessonAttention(draft, { duration, quizConfigured: quiz })
  if (errors.length > 0) throw new LessonProblem('rule_unreachable', { errors })
  return { ...draft, requiredSegments: fromSeconds(completion.required_segments) }
}

function readPolicy(policies: ReadLesson['policies']): LessonPolicy {
  const { offline_allowance: allowance } = policies
  return {
    maxRate: policies.max_playback_rate,
    hiddenCounts: policies.hidden_counts,
    mutedCounts: policies.muted_counts,
    seek: policies.seek_policy,
    offlineAllowance: allowance === null ? null : toMilliseconds(allowance),
  }
}
