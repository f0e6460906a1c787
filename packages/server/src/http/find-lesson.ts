import { isId } from '@enhancedhr/protocol'
import type { CourseRecord, LessonRecord } from '../storage/lesson-store.js'
import type { SignedInCall } from './call.js'
import { requireEntitlement } from './entitlement.js'
import { LessonProblem } from './lesson-problem.js'
import { playableMedia, type ReadyMedia } from './present-lesson.js'

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
  if (lesson.archived) throw new LessonProblem('lesson_not_found')
  await requireEntitled(call, lesson)
  return lesson
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

/** The lesson's video; 409 `lesson_not_ready` while there is none or its duration is not known. */
export function readyMedia(lesson: LessonRecord): ReadyMedia {
  const media = playableMedia(lesson)
  if (!media) throw new LessonProblem('lesson_not_ready', { retryAfter: READY_RETRY_AFTER })
  return media
}
