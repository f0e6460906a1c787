import type {
  CourseLearnerList,
  CourseResource,
  EnrolmentList,
  EnrolmentQuery,
  LearnerQuery,
  LessonResource,
} from '@enhancedhr/protocol/management'
import type { CourseProgress, CourseSummary, Explanation, LessonProgress } from '@enhancedhr/protocol/wire'
import type { ApiContext, AttemptChoice, Read, TenantChoice } from './api-context.js'
import { readCourseResource } from './courses/course-calls.js'
import { presentListed, presentSummary, readCourseCursor, type CourseListItem } from './courses/list-courses.js'
import { toPageSize } from './cursor.js'
import { listEnrolments, listLearners } from './learners/list-learners.js'
import { findCourse, findLesson } from './find-resource.js'
import { readLessonResource } from './lessons/lesson-calls.js'
import { presentLessonResource } from './lessons/present-resources.js'
import { explainLesson } from './progress/explain-lesson.js'
import { presentCourseProgress, presentLessonProgress } from './progress/present-progress.js'
import { readAttempt, readLimit, readOpaque } from './read-input.js'

/** A page of courses. */
export interface CoursePage<Item> {
  readonly items: readonly Item[]
  readonly next_cursor: string | null
}

/** Which page of courses. */
export interface CoursePaging extends TenantChoice {
  /** Items of a page, from 1, default 50; a number above 200 means 200. */
  readonly limit?: number
  /** The `next_cursor` of the page before. */
  readonly cursor?: string
}

/** Trusted reads of the host's own code; the answers of the GET calls, for whomever they are asked about. */
export class ReadApi {
  readonly #context: ApiContext

  constructor(context: ApiContext) {
    this.#context = context
  }

  /** Reads a course with its lessons that are not archived, in order; nobody's progress is a part of it. */
  async getCourse(
    courseId: string,
    options: TenantChoice = {},
  ): Promise<Read<CourseResource & { readonly lessons: readonly LessonResource[] }>> {
    const key = { tenantId: tenantOf(options), courseId }
    await findCourse(this.#context, key)
    const { resource, etag, lessons } = await readCourseResource(this.#context.store, key)
    return { resource: { ...resource, lessons: lessons.map(presentLessonResource) }, etag }
  }

  /** Reads a lesson as who manages it reads it; nobody's progress is a part of it. */
  async getLesson(lessonId: string, options: TenantChoice = {}): Promise<Read<LessonResource>> {
    const key = { tenantId: tenantOf(options), lessonId }
    await findLesson(this.#context, key)
    return readLessonResource(this.#context.store, key)
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
    const tenantId = tenantOf(options)
    const size = toPageSize(readLimit(limit))
    const after = readCourseCursor(cursor ?? null)
    const learner = { tenantId, learnerId: learnerId === undefined ? '' : readOpaque(learnerId, 'learnerId') }
    const { store, ready } = this.#context
    await ready()
    const who = learnerId === undefined ? 'everyone' : 'learner'
    const found = await store.courses.list(learner, { who, limit: size + 1, after })
    const courses = found.slice(0, size)
    const nextCursor = found.length > size ? courses.at(-1)!.courseId : null
    if (learnerId === undefined) return { items: courses.map(presentListed), next_cursor: nextCursor }
    const ids = courses.map(({ courseId }) => courseId)
    const standings = ids.length > 0 ? await store.progress.readCourses(learner, ids) : []
    const progressOf = new Map(standings.map((standing) => [standing.courseId, standing]))
    const items = courses.flatMap((course) => {
      const progress = progressOf.get(course.courseId)
      return progress ? [presentSummary(course, progress)] : []
    })
    return { items, next_cursor: nextCursor }
  }

  /** Reads a learner's progress in a lesson; zeros when nothing was watched. */
  async getLessonProgress(lessonId: string, learnerId: string, options: AttemptChoice = {}): Promise<LessonProgress> {
    const learner = { tenantId: tenantOf(options), learnerId: readOpaque(learnerId, 'learner_id') }
    const attempt = readAttempt(options.attempt)
    const lesson = await findLesson(this.#context, { tenantId: learner.tenantId, lessonId })
    return presentLessonProgress(lesson, await this.#context.store.progress.readLesson(learner, lesson, attempt))
  }

  /** Reads a learner's progress in a course; zeros when nothing was watched. */
  async getCourseProgress(courseId: string, learnerId: string, options: AttemptChoice = {}): Promise<CourseProgress> {
    const learner = { tenantId: tenantOf(options), learnerId: readOpaque(learnerId, 'learner_id') }
    const attempt = readAttempt(options.attempt)
    const course = await findCourse(this.#context, { tenantId: learner.tenantId, courseId })
    return presentCourseProgress((await this.#context.store.progress.readCourse(learner, course.courseId, attempt))!)
  }

  /** Tells what of a lesson was credited to a learner, what was not, and why. */
  async getExplanation(lessonId: string, learnerId: string, options: AttemptChoice = {}): Promise<Explanation> {
    const learner = { tenantId: tenantOf(options), learnerId: readOpaque(learnerId, 'learner_id') }
    const attempt = readAttempt(options.attempt)
    const lesson = await findLesson(this.#context, { tenantId: learner.tenantId, lessonId })
    return explainLesson(this.#context.store, learner, lesson, attempt)
  }

  /** Lists the learners of a course, each with enrolment, progress and verdict, by learner id. */
  async listLearners(
    courseId: string,
    query: LearnerQuery = {},
    options: TenantChoice = {},
  ): Promise<CourseLearnerList> {
    return listLearners(this.#context, { tenantId: tenantOf(options), courseId }, query)
  }

  /** Lists the enrolments of a course, by learner id. */
  async listEnrolments(
    courseId: string,
    query: EnrolmentQuery = {},
    options: TenantChoice = {},
  ): Promise<EnrolmentList> {
    return listEnrolments(this.#context, { tenantId: tenantOf(options), courseId }, query)
  }
}

/** Which tenant a call is for. */
export function tenantOf({ tenantId = 'default' }: TenantChoice): string {
  return readOpaque(tenantId, 'tenantId')
}
