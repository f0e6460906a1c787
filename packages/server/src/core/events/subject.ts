/** What a learner’s events are about. */
export interface LearnerSubject {
  readonly of: 'lesson' | 'course'
  readonly id: string
  readonly learnerId: string
  /** `null`: the enrolment, which goes through all attempts. */
  readonly attempt: number | null
}

/**
 * The subject of a learner's events, in which they are numbered and keep their order.
 *
 * A verdict has one for each attempt, so it begins at revision 1 again. Enrolments and attempts of a course are numbered
 * together. Ids are percent-encoded, so that a `/` in a learner's id cannot name another subject.
 */
export function learnerSubject({ of, id, learnerId, attempt }: LearnerSubject): string {
  const enrolment = `${of}/${encodeURIComponent(id)}/learner/${encodeURIComponent(learnerId)}`
  return attempt === null ? enrolment : `${enrolment}/${attempt.toString()}`
}

/** The subject of what is sent to try an endpoint. */
export function endpointSubject(endpoint: string): string {
  return `endpoint/${encodeURIComponent(endpoint)}`
}
