import type {
  AttemptInput,
  AttemptResource,
  CourseInput,
  CourseResource,
  EnrolmentResource,
  LessonInput,
  LessonResource,
  ResultInput,
  ResultResource,
  VerdictInput,
  VerdictResource,
  WaiverList,
  WaiversInput,
} from '@enhancedhr/protocol/management'
import type { ActorChoice, ApiContext, Changed, ChangeOptions, TenantChoice } from './api-context.js'
import { archiveCourse, putCourse } from './courses/course-calls.js'
import { readPrecondition } from './etag.js'
import * as learners from './learners/learner-calls.js'
import { recordWaivers } from './learners/record-waivers.js'
import { ReadApi, tenantOf } from './read-api.js'
import { archiveLesson, putLesson } from './lessons/lesson-calls.js'
import { readOpaque } from './read-input.js'

/** Who acts where the host does not say. */
const SERVICE = 'service'

/**
 * Trusted calls of the host's own code, in process, as the role `service`.
 *
 * Inputs and resources have the shapes of the wire. What is not as expected rejects with a `LessonProblem`:
 * `invalid_request` with JSON pointers, `course_not_found`, `lesson_not_found`, `rule_unreachable` with its reasons,
 * `precondition_failed` where `ifMatch` is not the resource's tag any more.
 */
export class LessonApi extends ReadApi {
  readonly #context: ApiContext

  constructor(context: ApiContext) {
    super(context)
    this.#context = context
  }

  /** Creates or replaces a course. */
  async putCourse(
    courseId: string,
    course: CourseInput,
    options: ChangeOptions = {},
  ): Promise<Changed<CourseResource>> {
    const expected = readPrecondition(options.ifMatch ?? null)
    return putCourse(this.#context, { tenantId: tenantOf(options), courseId }, course, { expected })
  }

  /** Archives a course: no grants any more, evidence and verdicts stay. */
  async deleteCourse(courseId: string, options: ChangeOptions = {}): Promise<Changed<CourseResource>> {
    const expected = readPrecondition(options.ifMatch ?? null)
    return archiveCourse(this.#context, { tenantId: tenantOf(options), courseId }, { expected })
  }

  /** Creates or replaces a lesson; a playback ID that differs from the current one is a new video. */
  async putLesson(
    lessonId: string,
    lesson: LessonInput,
    options: ChangeOptions = {},
  ): Promise<Changed<LessonResource>> {
    const expected = readPrecondition(options.ifMatch ?? null)
    return putLesson(this.#context, { tenantId: tenantOf(options), lessonId }, lesson, { expected })
  }

  /** Archives a lesson: no grants any more, evidence and verdicts stay. */
  async deleteLesson(lessonId: string, options: ChangeOptions = {}): Promise<Changed<LessonResource>> {
    const expected = readPrecondition(options.ifMatch ?? null)
    return archiveLesson(this.#context, { tenantId: tenantOf(options), lessonId }, { expected })
  }

  /** Enrols a learner in a course, or with `active: false` ends the enrolment; what was earned stays. */
  async putEnrolment(
    courseId: string,
    learnerId: string,
    { active = true, ...options }: TenantChoice & { readonly active?: boolean } = {},
  ): Promise<EnrolmentResource> {
    const key = { tenantId: tenantOf(options), courseId }
    return (await learners.putEnrolment(this.#context, key, learnerId, active)).resource
  }

  /** Begins the learner's next attempt of a course, from nothing; the last one's verdict stands. */
  async startAttempt(courseId: string, attempt: AttemptInput, options: ActorChoice = {}): Promise<AttemptResource> {
    const key = { tenantId: tenantOf(options), courseId }
    return (await learners.startAttempt(this.#context, key, attempt, actorOf(options))).resource
  }

  /** Keeps a result of a lesson's quiz, once by its `result_id`; best of several. */
  async putQuizResult(
    lessonId: string,
    learnerId: string,
    result: ResultInput,
    options: TenantChoice = {},
  ): Promise<ResultResource> {
    const key = { tenantId: tenantOf(options), lessonId }
    return (await learners.putQuizResult(this.#context, key, learnerId, result)).resource
  }

  /** Keeps a result of a course's final assessment, once by its `result_id`; best of several. */
  async putAssessmentResult(
    courseId: string,
    learnerId: string,
    result: ResultInput,
    options: TenantChoice = {},
  ): Promise<ResultResource> {
    const key = { tenantId: tenantOf(options), courseId }
    return (await learners.putAssessmentResult(this.#context, key, learnerId, result)).resource
  }

  /** Waives (`completed: true`) or revokes a lesson's completion; kept with reason and actor. */
  async putLessonVerdict(
    lessonId: string,
    learnerId: string,
    verdict: VerdictInput,
    options: ActorChoice = {},
  ): Promise<VerdictResource> {
    const key = { tenantId: tenantOf(options), lessonId }
    return learners.putLessonVerdict(this.#context, key, learnerId, verdict, actorOf(options))
  }

  /** Waives (`completed: true`) or revokes a course's completion; kept with reason and actor. */
  async putCourseVerdict(
    courseId: string,
    learnerId: string,
    verdict: VerdictInput,
    options: ActorChoice = {},
  ): Promise<VerdictResource> {
    const key = { tenantId: tenantOf(options), courseId }
    return learners.putCourseVerdict(this.#context, key, learnerId, verdict, actorOf(options))
  }

  /** Records completions that were earned elsewhere, at most 500 a call; one answer each, in order. */
  async recordWaivers(courseId: string, waivers: WaiversInput, options: ActorChoice = {}): Promise<WaiverList> {
    const key = { tenantId: tenantOf(options), courseId }
    return recordWaivers(this.#context, key, waivers, actorOf(options))
  }
}

function actorOf({ actorId = SERVICE }: ActorChoice): string {
  return readOpaque(actorId, 'actorId')
}
