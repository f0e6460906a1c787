/** A learner's enrolment in a course; `attempt` is the current one, from 1. */
export interface Enrolment {
  readonly courseId: string
  readonly attempt: number
  readonly active: boolean
}

export interface EnrolmentRecord {
  readonly courseId: string
  readonly learnerId: string
  readonly attempt: number
  readonly active: boolean
  readonly enrolledAt: Date | null
  readonly endedAt: Date | null
}

/** One taking of a course, begun on purpose. */
export interface AttemptRecord {
  readonly courseId: string
  readonly learnerId: string
  readonly attempt: number
  readonly reason: string
  readonly startedAt: Date
}
