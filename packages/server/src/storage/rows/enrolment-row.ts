import type { EnrolmentRecord } from '../../core/records/enrolment.js'
import { epochMs } from './epoch-ms.js'

/** An enrolment as {@link enrolmentJson} gives it. */
export interface EnrolmentRow {
  readonly course_id: string
  readonly learner_id: string
  readonly attempt: number
  readonly active: boolean
  /** Milliseconds since 1970. */
  readonly enrolled_at: number
  readonly ended_at: number | null
}

/** SQL of an enrolment as one jsonb value. */
export function enrolmentJson(enrolment: string): string {
  return `jsonb_build_object('course_id', ${enrolment}.course_id, 'learner_id', ${enrolment}.learner_id,
    'attempt', ${enrolment}.attempt, 'active', ${enrolment}.active,
    'enrolled_at', ${epochMs(`${enrolment}.enrolled_at`)}, 'ended_at', ${epochMs(`${enrolment}.ended_at`)})`
}

export function toEnrolmentRecord(row: EnrolmentRow): EnrolmentRecord {
  return {
    courseId: row.course_id,
    learnerId: row.learner_id,
    attempt: row.attempt,
    active: row.active,
    enrolledAt: new Date(row.enrolled_at),
    endedAt: row.ended_at === null ? null : new Date(row.ended_at),
  }
}
