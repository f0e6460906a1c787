/** When a course counts as completed. At least one of lessons, assessment and seat time takes part. */
export interface CourseRule {
  /** Whether the course has a final assessment that has to be passed. */
  readonly assessmentRequired: boolean
  /** Least seat time in milliseconds, or 0: takes no part. */
  readonly minimumSeatTime: number
}

/** The rule of a course that names none: its required lessons completed. */
export const DEFAULT_COURSE_RULE: CourseRule = Object.freeze({ assessmentRequired: false, minimumSeatTime: 0 })

/** What is known of a learner and a course, within one attempt. */
export interface CourseFacts {
  readonly lessons: readonly { readonly required: boolean; readonly completed: boolean }[]
  readonly assessmentPassed: boolean
  /** Length in milliseconds of the union of charged wall time over the course's sessions. */
  readonly seatTime: number
}

/** One thing that the course's rule asks for, and whether it is met. */
export interface CourseRequirement {
  readonly kind: 'lessons' | 'assessment' | 'seat_time'
  readonly met: boolean
}

/** The answer of {@link judgeCourse}. */
export interface CourseJudgement {
  readonly completed: boolean
  readonly requirements: readonly CourseRequirement[]
}

/**
 * Decides whether a course is completed: every required lesson, the final assessment where there is one, and the minimum
 * seat time.
 *
 * What a course does not have takes no part, and a course that asks for nothing is never completed: all of none is true,
 * so it would be completed by enrolling (`docs/ledger.md`).
 */
export function judgeCourse(rule: CourseRule, facts: CourseFacts): CourseJudgement {
  const requirements: CourseRequirement[] = []
  const required = facts.lessons.filter((lesson) => lesson.required)
  if (required.length > 0) requirements.push({ kind: 'lessons', met: required.every(({ completed }) => completed) })
  if (rule.assessmentRequired) requirements.push({ kind: 'assessment', met: facts.assessmentPassed })
  if (rule.minimumSeatTime > 0) {
    requirements.push({ kind: 'seat_time', met: facts.seatTime >= rule.minimumSeatTime })
  }
  return { completed: requirements.length > 0 && requirements.every(({ met }) => met), requirements }
}
