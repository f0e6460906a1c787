import type { CourseProgress, LessonProgress } from '@enhancedhr/protocol/wire'
import type { LessonRecord } from '../../core/records/lesson.js'
import { findCourse, findManagedCourse } from '../access/find-course.js'
import { findLesson, findManagedLesson } from '../access/find-lesson.js'
import { requireNamed, type TargetLearner } from '../access/target-learner.js'
import type { Actor, AppContext } from '../app-context.js'
import { toCourseProgressResource, toLessonProgressResource } from './progress-resource.js'

/** A learner's progress in a lesson: zeros when nothing was watched; an archived lesson keeps what was earned. */
export async function readLessonProgress(
  app: AppContext,
  actor: Actor,
  id: string,
  target: TargetLearner,
  attempt: number | null,
): Promise<LessonProgress> {
  const lesson = await findLessonOf(app, actor, id, target)
  return toLessonProgressResource(lesson, await app.store.progress.readLesson(target.learner, lesson, attempt))
}

/** A learner's progress in a course: zeros when nothing was watched. */
export async function readCourseProgress(
  { store }: AppContext,
  { caller }: Actor,
  id: string,
  target: TargetLearner,
  attempt: number | null,
): Promise<CourseProgress> {
  const { course, access } = await (target.isOwn ? findCourse : findManagedCourse)(store, caller, id)
  requireNamed(caller, target, access)
  return toCourseProgressResource((await store.progress.readCourse(target.learner, course.courseId, attempt))!)
}

/** The lesson, where the caller may see how the learner stands in it. */
export async function findLessonOf(
  app: AppContext,
  actor: Actor,
  id: string,
  target: TargetLearner,
): Promise<LessonRecord> {
  const { caller } = actor
  const { lesson, access } = await (target.isOwn
    ? findLesson(app, actor, id)
    : findManagedLesson(app.store, caller, id))
  requireNamed(caller, target, access)
  return lesson
}
