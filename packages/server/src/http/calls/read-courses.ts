import { isId, LIST_LIMIT } from '@enhancedhr/protocol'
import type { Course, CourseList, CourseSummary } from '@enhancedhr/protocol/wire'
import type { CourseProgressRecord, CourseRecord } from '../../storage/lesson-store.js'
import type { Answer, SignedInCall } from '../call.js'
import { hasRole } from '../caller.js'
import { findCourse } from '../find-lesson.js'
import { LessonProblem } from '../lesson-problem.js'
import { presentLesson } from '../present-lesson.js'
import { presentCourseProgress } from '../present-progress.js'
import { readWholeNumber } from '../read-query.js'

/** `GET /v1/courses`: the courses in which the caller is enrolled, by id, a page at a time. */
export async function listCourses({ caller, services, url }: SignedInCall): Promise<Answer> {
  const { store } = services
  const limit = Math.min(readWholeNumber(url, 'limit') ?? LIST_LIMIT.default, LIST_LIMIT.maximum)
  // One more than asked tells whether there is a further page.
  const found = await store.listCourses(caller, { limit: limit + 1, after: readCursor(url) })
  const courses = found.slice(0, limit)
  const items: CourseSummary[] = []
  for (const course of courses)
    items.push(summarise(course, await store.readCourseProgress(caller, course.courseId, null)))
  const list: CourseList = { items, next_cursor: found.length > limit ? courses.at(-1)!.courseId : null }
  return { body: list }
}

/** `GET /v1/courses/:id`: a course with its lessons in order, for who is enrolled, and for admins. */
export async function readCourse(call: SignedInCall): Promise<Answer> {
  const { caller, services } = call
  const course = await findCourse(call, call.params['id']!)
  if (course.archived) throw new LessonProblem('course_not_found')
  const enrolment = await services.store.findEnrolment(caller, course.courseId)
  if (!enrolment?.active && !hasRole(caller, 'admin', 'service')) throw new LessonProblem('entitlement_denied')
  const progress = await services.store.readCourseProgress(caller, course.courseId, null)
  const lessons = progress.lessons.map(async (entry) => {
    const { media } = entry.lesson
    const poster = media ? await services.playback.poster(media.playbackId) : null
    return presentLesson(entry.lesson, entry.progress, poster)
  })
  const body: Course = { ...summarise(course, progress), lessons: await Promise.all(lessons) }
  return { body }
}

function summarise(course: CourseRecord, progress: CourseProgressRecord): CourseSummary {
  const { courseId, title, description, archived } = course
  return {
    id: courseId,
    title,
    description,
    status: archived ? 'archived' : 'active',
    progress: presentCourseProgress(progress),
  }
}

function readCursor(url: URL): string | null {
  const cursor = url.searchParams.get('cursor')
  if (cursor === null || isId(cursor)) return cursor
  const errors = [{ pointer: '/cursor', detail: 'Expected a `next_cursor` of the page before.' }]
  throw new LessonProblem('invalid_request', { errors })
}
