import type { LessonRecord } from './lesson.js'
import type { VerdictRecord } from './verdict.js'
import type { CourseRule, SegmentSet } from '@enhancedhr/protocol'

/** A learner's standing in one lesson and attempt; times in milliseconds, zeros when nothing was watched. */
export interface LessonProgressRecord {
  readonly lessonId: string
  readonly attempt: number
  readonly mediaVersion: number
  readonly watched: SegmentSet
  readonly playingTime: number
  /** Where the newest report says the playhead was; not yet clamped (see `resumePoint`). */
  readonly position: number
  /** Greatest duration that the learner's own player reported and that can be this video's, in milliseconds, or `null`. */
  readonly reportedDuration: number | null
  readonly quizPassed: boolean
  readonly verdict: VerdictRecord | null
}

/** How a learner stands in a course, as far as its verdict and its numbers need it. */
export interface CourseProgressRecord {
  readonly courseId: string
  readonly attempt: number
  readonly rule: CourseRule
  readonly ruleVersion: number
  /** Of every lesson of the course that is not archived, in order. */
  readonly lessons: readonly CourseLessonRecord[]
  /** Milliseconds: the union of charged wall time over the course's sessions in this attempt. */
  readonly seatTime: number
  readonly assessmentPassed: boolean
  readonly verdict: VerdictRecord | null
}

export interface LessonWithProgress {
  readonly lesson: LessonRecord
  readonly progress: LessonProgressRecord
}

export interface CourseLessonRecord {
  readonly lessonId: string
  readonly required: boolean
  readonly completed: boolean
  /** Tenths of a per cent of the current video. */
  readonly percentTenths: number
}
