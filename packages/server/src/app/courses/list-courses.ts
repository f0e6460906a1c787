import { isId } from '@enhancedhr/protocol'
import type { CourseList } from '@enhancedhr/protocol/wire'
import type { CourseListing, CourseRecord } from '../../core/records/course.js'
import type { LearnerKey } from '../../core/records/learner-key.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { managesAll } from '../access/require-role.js'
import type { Actor, AppContext } from '../app-context.js'
import { hasRole, type Caller } from '../caller.js'
import { toPageSize } from '../cursor.js'
import { toCourseListItem, toCourseSummary, type CourseListItem } from './course-list-resource.js'

/** Which page, as it was asked for. */
export interface CoursePageQuery {
  readonly limit: number | null
  /** The `next_cursor` of the page before: the id of its last course. */
  readonly cursor: string | null
}

/** A page of courses. */
export interface CoursePage<Item> {
  readonly items: readonly Item[]
  readonly next_cursor: string | null
}

/** What the caller is enrolled in or owns, for admins and services all, by id, each with the caller's own progress. */
export function listOwnCourses(app: AppContext, { caller }: Actor, query: CoursePageQuery): Promise<CourseList> {
  return listWithProgress(app, caller, scopeOf(caller), query)
}

/** The courses that a learner is enrolled in now, by id, each with the learner's progress. */
export function listLearnerCourses(app: AppContext, learner: LearnerKey, query: CoursePageQuery): Promise<CourseList> {
  return listWithProgress(app, learner, 'learner', query)
}

/** Every course of the caller's tenant, by id; nobody's progress is a part of it. */
export async function listCourses(
  app: AppContext,
  { caller }: Actor,
  query: CoursePageQuery,
): Promise<CoursePage<CourseListItem>> {
  const { courses, next_cursor } = await readPage(app, caller, 'everyone', query)
  return { items: courses.map(toCourseListItem), next_cursor }
}

async function listWithProgress(
  app: AppContext,
  learner: LearnerKey,
  who: CourseListing['who'],
  query: CoursePageQuery,
): Promise<CourseList> {
  const { courses, next_cursor } = await readPage(app, learner, who, query)
  const ids = courses.map(({ courseId }) => courseId)
  const standings = ids.length > 0 ? await app.store.progress.readCourses(learner, ids) : []
  const progressOf = new Map(standings.map((standing) => [standing.courseId, standing]))
  const items = courses.flatMap((course) => {
    const progress = progressOf.get(course.courseId)
    return progress ? [toCourseSummary(course, progress)] : []
  })
  return { items, next_cursor }
}

async function readPage(
  { store }: AppContext,
  learner: LearnerKey,
  who: CourseListing['who'],
  { limit, cursor }: CoursePageQuery,
): Promise<{ readonly courses: readonly CourseRecord[]; readonly next_cursor: string | null }> {
  const size = toPageSize(limit)
  // One more than asked for says whether there is a further page.
  const found = await store.courses.list(learner, { who, limit: size + 1, after: readCursor(cursor) })
  const courses = found.slice(0, size)
  return { courses, next_cursor: found.length > size ? courses.at(-1)!.courseId : null }
}

function readCursor(cursor: string | null): string | null {
  if (cursor === null || isId(cursor)) return cursor
  const errors = [{ pointer: '/cursor', detail: 'Expected a `next_cursor` of the page before.' }]
  throw new LessonProblem('invalid_request', { errors })
}

/** Which courses a list covers, depending on the role of the caller. */
function scopeOf(caller: Caller): CourseListing['who'] {
  if (managesAll(caller)) return 'everyone'
  return hasRole(caller, 'course_owner') ? 'learner_or_owner' : 'learner'
}
