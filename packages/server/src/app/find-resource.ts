import { isId } from '@enhancedhr/protocol'
import type { CourseKey, CourseRecord } from '../core/records/course.js'
import type { LessonRecord } from '../core/records/lesson.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import type { ApiContext } from './api-context.js'

/** The course of a tenant; `course_not_found` where there is none. */
export async function findCourse(
  { store, ready }: ApiContext,
  { tenantId, courseId }: CourseKey,
): Promise<CourseRecord> {
  await ready()
  const course = isId(courseId) ? await store.courses.find({ tenantId, courseId }) : null
  if (!course) throw new LessonProblem('course_not_found')
  return course
}

/** The lesson of a tenant; `lesson_not_found` where there is none. */
export async function findLesson(
  { store, ready }: ApiContext,
  { tenantId, lessonId }: { readonly tenantId: string; readonly lessonId: string },
): Promise<LessonRecord> {
  await ready()
  const lesson = isId(lessonId) ? await store.lessons.find({ tenantId, lessonId }) : null
  if (!lesson) throw new LessonProblem('lesson_not_found')
  return lesson
}
