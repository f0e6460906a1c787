import { askedAttempt, askedLearner, requireNamed } from '../asked-learner.js'
import type { Answer, SignedInCall } from '../call.js'
import { findCourse, findManagedCourse } from '../find-course.js'
import { findLesson, findManagedLesson } from '../find-lesson.js'
import { presentCourseProgress, presentLessonProgress } from '../../app/progress/present-progress.js'

/** `GET /v1/lessons/:id/progress`: zeros when nothing was watched; an archived lesson keeps what was earned. */
export async function readLessonProgress(call: SignedInCall): Promise<Answer> {
  const { store } = call.services
  const attempt = askedAttempt(call.url)
  const asked = askedLearner(call)
  const { learner, isOwn } = asked
  const { lesson, access } = await (isOwn ? findLesson : findManagedLesson)(call, call.params['id']!)
  requireNamed(call, asked, access)
  return { body: presentLessonProgress(lesson, await store.progress.readLesson(learner, lesson, attempt)) }
}

/** `GET /v1/courses/:id/progress`. */
export async function readCourseProgress(call: SignedInCall): Promise<Answer> {
  const attempt = askedAttempt(call.url)
  const asked = askedLearner(call)
  const { learner, isOwn } = asked
  const { course, access } = await (isOwn ? findCourse : findManagedCourse)(call, call.params['id']!)
  requireNamed(call, asked, access)
  const progress = await call.services.store.progress.readCourse(learner, course.courseId, attempt)
  return { body: presentCourseProgress(progress!) }
}
