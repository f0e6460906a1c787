import type { CourseSummary } from '@enhancedhr/protocol/wire'
import type { CourseRecord } from '../../core/records/course.js'
import type { CourseProgressRecord } from '../../core/records/progress.js'
import { toCourseProgressResource } from '../progress/progress-resource.js'

/** A course in a list that is about nobody's progress. */
export interface CourseListItem {
  readonly id: string
  readonly title: string
  readonly description: string
  /** `active` or `archived`. */
  readonly status: string
}

/** Writes a course as a row of a list. */
export function toCourseListItem({ courseId, title, description, archived }: CourseRecord): CourseListItem {
  return { id: courseId, title, description, status: archived ? 'archived' : 'active' }
}

/** Writes a course as a row of a learner's list. */
export function toCourseSummary(course: CourseRecord, progress: CourseProgressRecord): CourseSummary {
  return { ...toCourseListItem(course), progress: toCourseProgressResource(progress) }
}
