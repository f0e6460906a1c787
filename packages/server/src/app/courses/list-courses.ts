import { isId } from '@enhancedhr/protocol'
import type { CourseSummary } from '@enhancedhr/protocol/wire'
import type { CourseRecord } from '../../core/records/course.js'
import type { CourseProgressRecord } from '../../core/records/progress.js'
import { LessonProblem } from '../../problems/lesson-problem.js'
import { presentCourseProgress } from '../progress/present-progress.js'

/** A course in a list that is about nobody's progress. */
export interface CourseListItem {
  readonly id: string
  readonly title: string
  readonly description: string
  /** `active` or `archived`. */
  readonly status: string
}

/** Writes a course as a row of a list. */
export function presentListed({ courseId, title, description, archived }: CourseRecord): CourseListItem {
  return { id: courseId, title, description, status: archived ? 'archived' : 'active' }
}

/** Writes a course as a row of a learner's list. */
export function presentSummary(course: CourseRecord, progress: CourseProgressRecord): CourseSummary {
  return { ...presentListed(course), progress: presentCourseProgress(progress) }
}

/** Reads the cursor of a list of courses: the id of the last one of the page before. */
export function readCourseCursor(cursor: string | null): string | null {
  if (cursor === null || isId(cursor)) return cursor
  const errors = [{ pointer: '/cursor', detail: 'Expected a `next_cursor` of the page before.' }]
  throw new LessonProblem('invalid_request', { errors })
}
