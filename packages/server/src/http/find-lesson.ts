import { isId } from '@enhancedhr/protocol'
import { lessonStatus } from '../app/lessons/present-resources.js'
import type { CourseRecord } from '../core/records/course.js'
import type { LessonRecord } from '../core/records/lesson.js'
import type { SignedInCall } from './call.js'
import { requireEntitlement } from '../app/entitlement.js'
import { LessonProblem } from '../problems/lesson-problem.js'
import { playableMedia, type ReadyMedia } from '../app/lessons/present-lesson.js'

/** Seconds after which a lesson without a video is worth asking for again. */
const READY_RETRY_AFTER = 30

/** The lesson of the caller's tenant; unknown and another tenant's are alike: 404. */
export async function findLesson({ caller, services }: SignedInCall, lessonId: string): Promise<LessonRecord> {
  const lesson = isId(lessonId) ? await services.store.findLesson(caller.tenantId, lessonId) : null
  if (!lesson) throw new LessonProblem('lesson_not_found')
  return lesson
}

/** The course of the caller's tenant, found alike. */
export async function findCourse({ caller, services }: SignedInCall, courseId: string): Promise<CourseRecord> {
  const course = isId(courseId) ? await services.store.findCourse(caller.tenantId, courseId) : null
  if (!course) throw new LessonProblem('course_not_found')
  return course
}

/** The lesson that the caller is about to watch: there, not archived, and entitled to. */
export async function findGrantedLesson(call: SignedInCall, lessonId: string): Promise<LessonRecord> {
  const lesson = await findLesson(call, lessonId)
  await requireTaught(call, lesson)
  await requireEntitled(call, lesson)
  return lesson
}

/** Refuses an archived lesson, and one whose course is, as if there were none. */
export async function requireTaught({ services }: SignedInCall, lesson: LessonRecord): Promise<void> {
  const { archived, courseId, tenantId } = lesson
  const course = courseId === null ? null : await services.store.findCourse(tenantId, courseId)
  if (archived || course?.archived === true) throw new LessonProblem('lesson_not_found')
}

/** Asks whether the caller may watch the lesson now; 403 `entitlement_denied` when not. */
export async function requireEntitled(
  { caller, services, context }: SignedInCall,
  lesson: LessonRecord,
): Promise<void> {
  const { store, entitlement, logger } = services
  const enrolment = lesson.courseId === null ? null : await store.findEnrolment(caller, lesson.courseId)
  await requireEntitlement(entitlement, caller, lesson, enrolment, context, logger)
}

/** The lesson's video; 409 `lesson_not_ready` while there is none to be played, or its rule can never be met. */
export function readyMedia(lesson: LessonRecord): ReadyMedia {
  const media = playableMedia(lesson)
  if (!media || lessonStatus(lesson) !== 'ready')
    throw new LessonProblem('lesson_not_ready', { retryAfter: READY_RETRY_AFTER })
  return media
}
