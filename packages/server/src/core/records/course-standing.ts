import type { CourseRule } from '@enhancedhr/protocol'
import type { CourseLessonRecord } from './progress.js'
import type { VerdictRecord } from './verdict.js'

/** A lesson of a course as far as the course's verdict and seat time need it, archived lessons included. */
export interface LessonStanding extends CourseLessonRecord {
  readonly archived: boolean
  /** Milliseconds, over every video of the lesson. */
  readonly playingTime: number
}

/** How a learner stands in a course and attempt, before anything is summed up. */
export interface CourseStanding {
  readonly courseId: string
  readonly attempt: number
  readonly rule: CourseRule
  readonly ruleVersion: number
  readonly lessons: readonly LessonStanding[]
  readonly assessmentPassed: boolean
  readonly verdict: VerdictRecord | null
}
