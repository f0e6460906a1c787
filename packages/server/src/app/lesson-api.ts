import {
  attemptInputSchema,
  courseInputSchema,
  lessonInputSchema,
  resultInputSchema,
  verdictInputSchema,
  waiversInputSchema,
  type AttemptInput,
  type AttemptResource,
  type CourseInput,
  type CourseResource,
  type EnrolmentResource,
  type LearnerErasureResource,
  type LessonInput,
  type LessonResource,
  type ResultInput,
  type ResultResource,
  type VerdictInput,
  type VerdictResource,
  type WaiverList,
  type WaiversInput,
} from '@enhancedhr/protocol/management'
import { readShape } from '../problems/read-shape.js'
import type { ActorChoice, Changed, ChangeOptions, TenantChoice } from './api-options.js'
import type { AppContext } from './app-context.js'
import { archiveCourse } from './courses/archive-course.js'
import { putCourse } from './courses/put-course.js'
import { readPrecondition } from './etag.js'
import { EventApi } from './events/event-api.js'
import { putCourseVerdict, putLessonVerdict } from './learners/decide-verdict.js'
import { putEnrolment } from './learners/put-enrolment.js'
import { recordWaivers } from './learners/record-waivers.js'
import { putAssessmentResult, putQuizResult } from './learners/results.js'
import { startAttempt } from './learners/start-attempt.js'
import { archiveLesson } from './lessons/archive-lesson.js'
import { putLesson } from './lessons/put-lesson.js'
import { eraseLearner } from './privacy/erase-learner.js'
import { exportLearner } from './privacy/export-learner.js'
import { TrackApi } from './tracks/track-api.js'
import { UploadApi } from './uploads/upload-api.js'
import { ReadApi } from './read-api.js'
import { readOpaque } from './read-input.js'
import { trustedActor } from './trusted-actor.js'

/**
 * Trusted calls of the host's own code, in process, as the role `service`.
 *
 * Inputs and resources have the shapes of the wire. What is not as expected rejects with a `LessonProblem`:
 * `invalid_request` with JSON pointers, `course_not_found`, `lesson_not_found`, `rule_unreachable` with its reasons,
 * `precondition_failed` where `ifMatch` is not the resource's tag any more.
 */
export class LessonApi extends ReadApi {
  /** Outgoing events: endpoints, what became of events, sending them once more. */
  readonly events: EventApi
  /** Files that become videos of lessons. */
  readonly uploads: UploadApi
  /** Text that goes with the videos of lessons. */
  readonly tracks: TrackApi
  readonly #app: AppContext

  constructor(app: AppContext) {
    super(app)
    this.events = new EventApi(app)
    this.uploads = new UploadApi(app)
    this.tracks = new TrackApi(app)
    this.#app = app
  }

  /** Creates or replaces a course. */
  async putCourse(
    courseId: string,
    course: CourseInput,
    options: ChangeOptions = {},
  ): Promise<Changed<CourseResource>> {
    const actor = trustedActor(options)
    const expected = readPrecondition(options.ifMatch ?? null)
    const input = readShape(courseInputSchema, course)
    await this.#app.ready()
    return putCourse(this.#app, actor, courseId, input, expected)
  }

  /** Archives a course: no grants any more, evidence and verdicts stay. */
  async deleteCourse(courseId: string, options: ChangeOptions = {}): Promise<Changed<CourseResource>> {
    const actor = trustedActor(options)
    const expected = readPrecondition(options.ifMatch ?? null)
    await this.#app.ready()
    return archiveCourse(this.#app, actor, courseId, expected)
  }

  /** Creates or replaces a lesson; a playback ID that differs from the current one is a new video, and without one the video stays. */
  async putLesson(
    lessonId: string,
    lesson: LessonInput,
    options: ChangeOptions = {},
  ): Promise<Changed<LessonResource>> {
    const actor = trustedActor(options)
    const expected = readPrecondition(options.ifMatch ?? null)
    const input = readShape(lessonInputSchema, lesson)
    await this.#app.ready()
    return putLesson(this.#app, actor, lessonId, input, expected)
  }

  /** Archives a lesson: no grants any more, evidence and verdicts stay. */
  async deleteLesson(lessonId: string, options: ChangeOptions = {}): Promise<Changed<LessonResource>> {
    const actor = trustedActor(options)
    const expected = readPrecondition(options.ifMatch ?? null)
    await this.#app.ready()
    return archiveLesson(this.#app, actor, lessonId, expected)
  }

  /** Enrols a learner in a course, or with `active: false` ends the enrolment; what was earned stays. */
  async putEnrolment(
    courseId: string,
    learnerId: string,
    { active = true, ...options }: TenantChoice & { readonly active?: boolean } = {},
  ): Promise<EnrolmentResource> {
    const actor = trustedActor(options)
    await this.#app.ready()
    return (await putEnrolment(this.#app, actor, courseId, { learnerId, active })).resource
  }

  /** Begins the learner's next attempt of a course, from nothing; the last one's verdict stands. */
  async startAttempt(courseId: string, attempt: AttemptInput, options: ActorChoice = {}): Promise<AttemptResource> {
    const actor = trustedActor(options)
    const input = readShape(attemptInputSchema, attempt)
    await this.#app.ready()
    return (await startAttempt(this.#app, actor, courseId, input)).resource
  }

  /** Keeps a result of a lesson's quiz, once by its `result_id`; best of several. */
  async putQuizResult(
    lessonId: string,
    learnerId: string,
    result: ResultInput,
    options: TenantChoice = {},
  ): Promise<ResultResource> {
    const actor = trustedActor(options)
    const input = readShape(resultInputSchema, result)
    await this.#app.ready()
    return (await putQuizResult(this.#app, actor, lessonId, learnerId, input)).resource
  }

  /** Keeps a result of a course's final assessment, once by its `result_id`; best of several. */
  async putAssessmentResult(
    courseId: string,
    learnerId: string,
    result: ResultInput,
    options: TenantChoice = {},
  ): Promise<ResultResource> {
    const actor = trustedActor(options)
    const input = readShape(resultInputSchema, result)
    await this.#app.ready()
    return (await putAssessmentResult(this.#app, actor, courseId, learnerId, input)).resource
  }

  /** Waives (`completed: true`) or revokes a lesson's completion; kept with reason and actor. */
  async putLessonVerdict(
    lessonId: string,
    learnerId: string,
    verdict: VerdictInput,
    options: ActorChoice = {},
  ): Promise<VerdictResource> {
    const actor = trustedActor(options)
    const input = readShape(verdictInputSchema, verdict)
    await this.#app.ready()
    return putLessonVerdict(this.#app, actor, lessonId, learnerId, input)
  }

  /** Waives (`completed: true`) or revokes a course's completion; kept with reason and actor. */
  async putCourseVerdict(
    courseId: string,
    learnerId: string,
    verdict: VerdictInput,
    options: ActorChoice = {},
  ): Promise<VerdictResource> {
    const actor = trustedActor(options)
    const input = readShape(verdictInputSchema, verdict)
    await this.#app.ready()
    return putCourseVerdict(this.#app, actor, courseId, learnerId, input)
  }

  /** Records completions that were earned elsewhere, at most 500 a call; one answer each, in order. */
  async recordWaivers(courseId: string, waivers: WaiversInput, options: ActorChoice = {}): Promise<WaiverList> {
    const actor = trustedActor(options)
    const input = readShape(waiversInputSchema, waivers)
    await this.#app.ready()
    return recordWaivers(this.#app, actor, courseId, input)
  }

  /**
   * Gives everything that is kept of a learner as one JSON document (`learnerExportSchema`), in pieces, so that a page of it at most is
   * in memory. What is written meanwhile may be missing.
   */
  async *exportLearner(learnerId: string, { tenantId = 'default' }: TenantChoice = {}): AsyncGenerator<string> {
    const learner = { tenantId: readOpaque(tenantId, 'tenantId'), learnerId: readOpaque(learnerId, 'learnerId') }
    await this.#app.ready()
    yield* exportLearner(this.#app, learner)
  }

  /**
   * Erases everything that is kept of a learner; with `keepVerdicts` (default: the option `privacy.keepVerdicts`) all but verdicts and
   * what they were worked out from. Waits until nothing about the learner is being sent, at most a minute; repeating it does no harm.
   */
  async eraseLearner(
    learnerId: string,
    { tenantId = 'default', keepVerdicts }: TenantChoice & { readonly keepVerdicts?: boolean } = {},
  ): Promise<LearnerErasureResource> {
    const learner = { tenantId: readOpaque(tenantId, 'tenantId'), learnerId: readOpaque(learnerId, 'learnerId') }
    await this.#app.ready()
    return eraseLearner(this.#app, learner, { keepVerdicts: keepVerdicts ?? this.#app.keepVerdicts })
  }
}
