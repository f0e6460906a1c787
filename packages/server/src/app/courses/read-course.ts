import type { CourseResource, LessonResource } from '@enhancedhr/protocol/management'
import type { Course } from '@enhancedhr/protocol/wire'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { findCourse, findManagedCourse } from '../access/find-course.js'
import { manages } from '../access/manages.js'
import type { Read } from '../api-options.js'
import type { Actor, AppContext } from '../app-context.js'
import { toEtag } from '../etag.js'
import { toLearnerLesson } from '../lessons/learner-lesson-resource.js'
import { toLessonResource } from '../lessons/lesson-resource.js'
import { toCourseResource } from './course-resource.js'
import { toCourseSummary } from './course-list-resource.js'

/** A course with its lessons in order and the caller's own progress, for learners who are enrolled and those who manage it. */
export async function readCourse(
  app: AppContext,
  { caller }: Actor,
  id: string,
): Promise<{ readonly body: Course; readonly etag: string | null }> {
  const { course, access } = await findCourse(app.store, caller, id)
  const { courseId } = course
  const isManager = manages(caller, access)
  if (course.archived && !isManager) throw new LessonProblem('course_not_found')
  if (!isManager && !access.enrolment?.active) throw new LessonProblem('entitlement_denied')
  const progress = await app.store.progress.readCourse(caller, courseId, null)
  const entries = await app.store.progress.readCourseLessons(caller, courseId, progress!.attempt)
  const lessons = entries.map(async (entry) => {
    const { media } = entry.lesson
    const poster = media ? await app.playback.poster(media.playbackId) : null
    return toLearnerLesson(entry.lesson, entry.progress, poster, app)
  })
  const body: Course = { ...toCourseSummary(course, progress!), lessons: await Promise.all(lessons) }
  if (!isManager) return { body, etag: null }
  const resource = toCourseResource(
    course,
    entries.map(({ lesson }) => lesson),
  )
  return { body: { ...body, ...resource }, etag: toEtag(course.revision) }
}

/** A course as those who manage it see it, with its lessons that are not archived; nobody's progress is a part of it. */
export async function readCourseResource(
  app: AppContext,
  { caller }: Actor,
  id: string,
): Promise<Read<CourseResource & { readonly lessons: readonly LessonResource[] }>> {
  const { course } = await findManagedCourse(app.store, caller, id)
  const lessons = await app.store.lessons.list(course)
  return {
    resource: { ...toCourseResource(course, lessons), lessons: lessons.map((lesson) => toLessonResource(lesson, app)) },
    etag: toEtag(course.revision),
  }
}
