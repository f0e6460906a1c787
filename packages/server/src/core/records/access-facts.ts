import type { CourseRecord } from './course.js'
import type { Enrolment } from './enrolment.js'
import type { LessonRecord } from './lesson.js'

/** What ties one person to a course or lesson: by it is decided whether that person may know of it. */
export interface AccessFacts {
  /** Who owns the course, by id; nobody where a lesson is in no course. */
  readonly owners: readonly string[]
  /** The person's enrolment in the course, also one that ended. */
  readonly enrolment: Enrolment | null
  /** Whether the person has sessions, progress, results or verdicts there. */
  readonly hasRecords: boolean
  /** Whether the lesson is archived, or its course is. */
  readonly archived: boolean
}

export interface LessonAccess {
  readonly lesson: LessonRecord
  /** `null` for a lesson in no course. */
  readonly courseTitle: string | null
  readonly access: AccessFacts
}

export interface CourseAccess {
  readonly course: CourseRecord
  readonly access: AccessFacts
}
