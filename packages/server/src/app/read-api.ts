import {
  enrolmentQuerySchema,
  learnerQuerySchema,
  type CourseLearnerList,
  type CourseResource,
  type EnrolmentList,
  type EnrolmentQuery,
  type LearnerQuery,
  type LessonResource,
} from '@enhancedhr/protocol/management'
import type { CourseProgress, CourseSummary, Explanation, LessonProgress } from '@enhancedhr/protocol/wire'
import { readShape } from '../problems/read-shape.js'
import { toTargetLearner, type TargetLearner } from './access/target-learner.js'
import type { AttemptChoice, Read, TenantChoice } from './api-options.js'
import type { Actor, AppContext } from './app-context.js'
import type { CourseListItem } from './courses/course-list-resource.js'
import { listCourses, listLearnerCourses, type CoursePage } from './courses/list-courses.js'
import { readCourseResource } from './courses/read-course.js'
import { listEnrolments, listLearners } from './learners/list-learners.js'
import { readLessonResource } from './lessons/read-lesson.js'
import { explainLesson } from './progress/explain-lesson.js'
import { readCourseProgress, readLessonProgress } from './progress/read-progress.js'
import { readAttempt, readLimit, readOpaque } from './read-input.js'
import { trustedActor } from './trusted-actor.js'

/** Which page of courses. */
export interface CoursePaging extends TenantChoice {
  /** Items of a page, from 1, default 50; a number above 200 means 200. */
  readonly limit?: number
  /** The `next_cursor` of the page before. */
  readonly cursor?: string
}

/** Whose standing is read, and in which attempt. */
interface Standing {
  readonly actor: Actor
  readonly target: TargetLearner
  readonly attempt: number | null
}

/** Trusted reads of the host's own code; the answers of the GET calls, for whomever they are asked about. */
export class ReadApi {
  readonly #app: AppContext

  constructor(app: AppContext) {
    this.#app = app
  }

  /** Reads a course with its lessons that are not archived, in order; nobody's progress is a part of it. */
  async getCourse(
    courseId: string,
    options: TenantChoice = {},
  ): Promise<Read<CourseResource & { readonly lessons: readonly LessonResource[] }>> {
    const actor = trustedActor(options)
    await this.#app.ready()
    return readCourseResource(this.#app, actor, courseId)
  }

  /** Reads a lesson as those who manage it see it; nobody's progress is a part of it. */
  async getLesson(lessonId: string, options: TenantChoice = {}): Promise<Read<LessonResource>> {
    const actor = trustedActor(options)
    await this.#app.ready()
    return readLessonResource(this.#app, actor, lessonId)
  }

  /** Lists the courses of the tenant that are not archived, by id. */
  async listCourses(options?: CoursePaging): Promise<CoursePage<CourseListItem>>
  /** Lists the courses that a learner is enrolled in now, by id, each with the learner's progress. */
  async listCourses(options: CoursePaging & { readonly learnerId: string }): Promise<CoursePage<CourseSummary>>
  async listCourses({
    learnerId,
    limit,
    cursor,
    ...options
  }: CoursePaging & { readonly learnerId?: string } = {}): Promise<CoursePage<CourseListItem | CourseSummary>> {
    const actor = trustedActor(options)
    const query = { limit: readLimit(limit), cursor: cursor ?? null }
    const learner = learnerId === undefined ? null : readOpaque(learnerId, 'learnerId')
    await this.#app.ready()
    if (learner === null) return listCourses(this.#app, actor, query)
    return listLearnerCourses(this.#app, { tenantId: actor.caller.tenantId, learnerId: learner }, query)
  }

  /** Reads a learner's progress in a lesson; zeros when nothing was watched. */
  async getLessonProgress(lessonId: string, learnerId: string, options: AttemptChoice = {}): Promise<LessonProgress> {
    const { actor, target, attempt } = await this.#standing(learnerId, options)
    return readLessonProgress(this.#app, actor, lessonId, target, attempt)
  }

  /** Reads a learner's progress in a course; zeros when nothing was watched. */
  async getCourseProgress(courseId: string, learnerId: string, options: AttemptChoice = {}): Promise<CourseProgress> {
    const { actor, target, attempt } = await this.#standing(learnerId, options)
    return readCourseProgress(this.#app, actor, courseId, target, attempt)
  }

  /** Explains what of a lesson was credited to a learner, what was not, and why. */
  async getExplanation(lessonId: string, learnerId: string, options: AttemptChoice = {}): Promise<Explanation> {
    const { actor, target, attempt } = await this.#standing(learnerId, options)
    return explainLesson(this.#app, actor, lessonId, target, attempt)
  }

  /** Lists the learners of a course, each with enrolment, progress and verdict, by learner id. */
  async listLearners(
    courseId: string,
    query: LearnerQuery = {},
    options: TenantChoice = {},
  ): Promise<CourseLearnerList> {
    const actor = trustedActor(options)
    const input = readShape(learnerQuerySchema, query)
    await this.#app.ready()
    return listLearners(this.#app, actor, courseId, input)
  }

  /** Lists the enrolments of a course, by learner id. */
  async listEnrolments(
    courseId: string,
    query: EnrolmentQuery = {},
    options: TenantChoice = {},
  ): Promise<EnrolmentList> {
    const actor = trustedActor(options)
    const input = readShape(enrolmentQuerySchema, query)
    await this.#app.ready()
    return listEnrolments(this.#app, actor, courseId, input)
  }

  async #standing(learnerId: string, options: AttemptChoice): Promise<Standing> {
    const actor = trustedActor(options)
    const target = toTargetLearner(actor.caller, readOpaque(learnerId, 'learner_id'))
    const attempt = readAttempt(options.attempt)
    await this.#app.ready()
    return { actor, target, attempt }
  }
}
