import { judgeCourse } from '@enhancedhr/protocol'
import type { CourseStanding } from '../records/course-standing.js'
import type { CourseProgressRecord } from '../records/progress.js'
import type { VerdictRecord } from '../records/verdict.js'

/** A learner's progress in a course, and whether a verdict was given just now. */
export interface JudgedCourse {
  readonly progress: CourseProgressRecord
  readonly fresh: boolean
}

/** Sums up how a learner stands in a course; archived lessons count in seat time alone. */
export function toCourseProgress({ lessons, ...standing }: CourseStanding): CourseProgressRecord {
  return {
    ...standing,
    lessons: lessons
      .filter(({ archived }) => !archived)
      .map(({ lessonId, required, completed, percentTenths }) => ({ lessonId, required, completed, percentTenths })),
    // No millisecond of a learner is charged twice, so the length of the union is the sum (docs/ledger.md, rule 7).
    seatTime: lessons.reduce((sum, { playingTime }) => sum + playingTime, 0),
  }
}

/** Gives a course's verdict where none stands yet and its rule is met. `now`: milliseconds since 1970. */
export function judgeCourseStanding(standing: CourseStanding, now: number): JudgedCourse {
  const progress = toCourseProgress(standing)
  if (progress.verdict || !judgeCourse(progress.rule, progress).completed) return { progress, fresh: false }
  const verdict: VerdictRecord = {
    kind: 'earned',
    completed: true,
    ruleVersion: progress.ruleVersion,
    mediaVersion: null,
    decidedAt: new Date(now),
  }
  return { progress: { ...progress, verdict }, fresh: true }
}
