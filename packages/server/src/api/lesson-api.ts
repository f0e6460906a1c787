import { fromSeconds, isOpaqueId, toMilliseconds, type CompletionRule } from '@enhancedhr/protocol'
import { idSchema, secondPairSchema } from '@enhancedhr/protocol/wire'
import * as z from 'zod/mini'
import { LessonProblem, type ProblemDetail } from '../http/lesson-problem.js'
import { toProblemDetails } from '../http/problem-details.js'
import type { LessonStore } from '../storage/lesson-store.js'

/** Media that a row can hold: a 32-bit integer of milliseconds, 24 days. */
const MAX_DURATION = 2_147_483
/** Beyond these, a list or text is a mistake. */
const MAX_CHAPTERS = 500
const MAX_REQUIRED_SEGMENTS = 200
const MAX_TITLE = 500
const MAX_DESCRIPTION = 10_000
const MAX_ORDER = 1_000_000

const storable = z.refine<string>((value) => !value.includes('\u0000'), { error: 'Expected no null character.' })
const titleSchema = z.string().check(z.minLength(1), z.maxLength(MAX_TITLE), storable)
const mediaTime = z.number().check(z.gte(0), z.lte(MAX_DURATION))

const courseInputSchema = z.object({
  title: titleSchema,
  description: z._default(z.string().check(z.maxLength(MAX_DESCRIPTION), storable), ''),
})

const lessonInputSchema = z.object({
  course_id: z._default(z.nullable(idSchema), null),
  title: titleSchema,
  /** Place within the course, from 1. */
  order: z._default(z.int().check(z.gte(1), z.lte(MAX_ORDER)), 1),
  /** Whether the course's completion asks for this lesson. */
  required: z._default(z.boolean(), true),
  /** An existing Mux playback ID with the policy `signed`, or `null` while there is no video. */
  playback_id: z._default(z.nullable(z.string().check(z.regex(/^[A-Za-z0-9]{1,128}$/))), null),
  /** Seconds, as Mux tells it. */
  duration: z._default(z.nullable(z.number().check(z.gte(0.001), z.lte(MAX_DURATION))), null),
  chapters: z._default(z.array(z.object({ title: titleSchema, from: mediaTime })).check(z.maxLength(MAX_CHAPTERS)), []),
  completion: z._default(
    z.object({
      /** Share of the duration, above 0 and up to 1, three decimals; absent: takes no part. */
      threshold: z.optional(z.number().check(z.gte(0.001), z.lte(1))),
      required_segments: z._default(z.array(secondPairSchema).check(z.maxLength(MAX_REQUIRED_SEGMENTS)), []),
      mode: z._default(z.enum(['any', 'all']), 'any'),
      quiz_required: z._default(z.boolean(), false),
    }),
    { threshold: 0.9, required_segments: [], mode: 'any', quiz_required: false },
  ),
})

/** A course as it is put: the wire's names, so that the same object can be sent over HTTP. */
export type CourseInput = z.input<typeof courseInputSchema>
/** A lesson as it is put; times in seconds. What is absent takes its default: PUT replaces the whole. */
export type LessonInput = z.input<typeof lessonInputSchema>

/** Which tenant an in-process call is for; default `default`. */
export interface TenantChoice {
  readonly tenantId?: string
}

/**
 * Trusted calls of the host's own code, in process, as the role `service`.
 *
 * Resources have the shapes of the wire. What is not as expected rejects with a {@link LessonProblem}: `invalid_request`
 * with JSON pointers, `course_not_found`, `rule_unreachable`.
 */
export class LessonApi {
  readonly #store: LessonStore
  readonly #ready: () => Promise<void>

  constructor(store: LessonStore, ready: () => Promise<void>) {
    this.#store = store
    this.#ready = ready
  }

  /** Creates or replaces a course. */
  async putCourse(courseId: string, course: CourseInput, { tenantId = 'default' }: TenantChoice = {}): Promise<void> {
    const { title, description } = read(courseInputSchema, course)
    const key = { tenantId: checkOpaque(tenantId, 'tenantId'), courseId: read(idSchema, courseId) }
    await this.#ready()
    await this.#store.putCourse({ ...key, title, description })
  }

  /** Creates or replaces a lesson; a playback ID that differs from the current one is a new video. */
  async putLesson(lessonId: string, lesson: LessonInput, { tenantId = 'default' }: TenantChoice = {}): Promise<void> {
    const input = read(lessonInputSchema, lesson)
    const key = { tenantId: checkOpaque(tenantId, 'tenantId'), lessonId: read(idSchema, lessonId) }
    const duration = input.duration === null ? null : toMilliseconds(input.duration)
    const rule = readRule(input.completion, duration)
    await this.#ready()
    await this.#requireCourse(tenantId, input.course_id)
    await this.#store.putLesson({
      ...key,
      courseId: input.course_id,
      title: input.title,
      position: input.order,
      required: input.required,
      rule,
      chapters: input.chapters
        .map(({ title, from }) => ({ title, from: toMilliseconds(from) }))
        .toSorted((a, b) => a.from - b.from),
      playbackId: input.playback_id,
      duration,
    })
  }

  /** Enrols a learner in a course, or with `active: false` ends the enrolment; what was earned stays. */
  async putEnrolment(
    courseId: string,
    learnerId: string,
    { active = true, tenantId = 'default' }: TenantChoice & { readonly active?: boolean } = {},
  ): Promise<void> {
    const key = {
      tenantId: checkOpaque(tenantId, 'tenantId'),
      learnerId: checkOpaque(learnerId, 'learnerId'),
      courseId: read(idSchema, courseId),
    }
    await this.#ready()
    await this.#requireCourse(tenantId, courseId)
    await this.#store.putEnrolment({ ...key, active })
  }

  async #requireCourse(tenantId: string, courseId: string | null): Promise<void> {
    if (courseId === null || (await this.#store.findCourse(tenantId, courseId))) return
    throw new LessonProblem('course_not_found')
  }
}

function read<Schema extends z.ZodMiniType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value)
  if (!result.success) throw new LessonProblem('invalid_request', { errors: toProblemDetails(result.error.issues) })
  return result.data
}

/** Reads a rule and refuses one that can never be met, with its reason. */
function readRule(given: z.output<typeof lessonInputSchema>['completion'], duration: number | null): CompletionRule {
  const errors: ProblemDetail[] = []
  for (const [index, [from, to]] of given.required_segments.entries()) {
    const pointer = `/completion/required_segments/${index.toString()}`
    if (toMilliseconds(from) >= toMilliseconds(to)) errors.push({ pointer, detail: 'It holds no time.' })
    else if (duration !== null && toMilliseconds(to) > duration) {
      errors.push({ pointer, detail: 'It reaches beyond the video.' })
    }
  }
  if (given.threshold === undefined && given.required_segments.length === 0) {
    errors.push({ pointer: '/completion', detail: 'It asks for nothing: name a threshold or required segments.' })
  }
  if (errors.length > 0) throw new LessonProblem('rule_unreachable', { errors })
  return {
    thresholdPerMille: given.threshold === undefined ? null : Math.round(given.threshold * 1000),
    requiredSegments: fromSeconds(given.required_segments),
    mode: given.mode,
    quizRequired: given.quiz_required,
  }
}

function checkOpaque(value: unknown, name: string): string {
  if (isOpaqueId(value)) return value
  const errors = [{ pointer: `/${name}`, detail: 'Expected a string of 1 to 255 characters.' }]
  throw new LessonProblem('invalid_request', { errors })
}
