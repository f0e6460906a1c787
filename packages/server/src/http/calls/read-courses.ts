import type { Course, CourseList, CourseSummary } from '@enhancedhr/protocol/wire'
import { manages } from '../../app/access/manages.js'
import { presentSummary, readCourseCursor } from '../../app/courses/list-courses.js'
import { toPageSize } from '../../app/cursor.js'
import { toEtag } from '../../app/etag.js'
import { presentCourseResource } from '../../app/lessons/present-resources.js'
import type { CourseListing } from '../../core/records/course.js'
import type { Answer, SignedInCall } from '../call.js'
import { hasRole, type Caller } from '../../app/caller.js'
import { findCourse } from '../find-course.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { presentLesson } from '../../app/lessons/present-lesson.js'
import { readWholeNumber } from '../read-query.js'

/** `GET /v1/courses`: what the caller is enrolled in or owns, for admins and services all, by id, a page at a time. */
export async function listCourses({ caller, services, url }: SignedInCall): Promise<Answer> {
  const { store } = services
  const limit = toPageSize(readWholeNumber(url, 'limit'))
  // One more than asked tells whether there is a further page.
  const found = await store.courses.list(caller, {
    who: listedFor(caller),
    limit: limit + 1,
    after: readCourseCursor(url.searchParams.get('cursor')),
  })
  const courses = found.slice(0, limit)
  const items: CourseSummary[] = []
  const ids = courses.map(({ courseId }) => courseId)
  const standings = ids.length > 0 ? await store.progress.readCourses(caller, ids) : []
  const progressOf = new Map(standings.map((standing) => [standing.courseId, standing]))
  for (const course of courses) {
    const progress = progressOf.get(course.courseId)
    if (progress) items.push(presentSummary(course, progress))
  }
  const list: CourseList = { items, next_cursor: found.length > limit ? courses.at(-1)!.courseId : null }
  return { body: list }
}

/** `GET /v1/courses/:id`: a course with its lessons in order, for who is enrolled or manages it. */
export async function readCourse(call: SignedInCall): Promise<Answer> {
  const { caller, services } = call
  const { store } = services
  const { course, access } = await findCourse(call, call.params['id']!)
  const { courseId } = course
  const isManager = manages(caller, access)
  if (course.archived && !isManager) throw new LessonProblem('course_not_found')
  if (!isManager && !access.enrolment?.active) throw new LessonProblem('entitlement_denied')
  const progress = await store.progress.readCourse(caller, courseId, null)
  const entries = await store.progress.readCourseLessons(caller, courseId, progress!.attempt)
  const lessons = entries.map(async (entry) => {
    const { media } = entry.lesson
    const poster = media ? await services.playback.poster(media.playbackId) : null
    return presentLesson(entry.lesson, entry.progress, poster)
  })
  const body: Course = { ...presentSummary(course, progress!), lessons: await Promise.all(lessons) }
  if (!isManager) return { body }
  const resource = presentCourseResource(
    course,
    entries.map(({ lesson }) => lesson),
  )
  return { body: { ...body, ...resource }, headers: { etag: toEtag(course.revision) } }
}

/** What a list is about, by who asks. */
function listedFor(caller: Caller): CourseListing['who'] {
  if (hasRole(caller, 'admin', 'service')) return 'everyone'
  return hasRole(caller, 'course_owner') ? 'learner_or_owner' : 'learner'
}
