import type { VerdictEvent } from './read-event.js'

/** A certificate as it was issued; what it says never changes, only whether it still holds. */
export interface Certificate {
  /** 16 characters, without groups. */
  readonly code: string
  /** The learner's name and what was completed, as they were called when it was issued. */
  readonly name: string
  readonly title: string
  readonly completedAt: string
  readonly withdrawnAt: string | null
}

/** What is kept of one subject: one taking of a lesson or course by a learner. */
export interface SubjectRecord extends Pick<
  VerdictEvent,
  'of' | 'id' | 'tenantId' | 'learnerId' | 'attempt' | 'subject'
> {
  /** The highest revision that was seen. */
  readonly revision: number
  /** In the order in which they were issued. All but the last are withdrawn, and the last may be. */
  readonly certificates: readonly Certificate[]
}

/** What a new certificate says that the event does not. */
export type Issue = Pick<Certificate, 'code' | 'name' | 'title'>

/** Whether an event says something that the record does not know yet. */
export function isNews(record: SubjectRecord | undefined, event: VerdictEvent): boolean {
  return record === undefined || event.revision > record.revision
}

/**
 * The record after an event that is news: completing issues a certificate, revoking withdraws it.
 *
 * A completion after a revocation issues another certificate with another code, because the paper with the first code says what
 * is no longer true. One that stands is withdrawn by either, for the revision between may have been lost.
 */
export function applyEvent(record: SubjectRecord | undefined, event: VerdictEvent, issue: Issue): SubjectRecord {
  const { of, id, tenantId, learnerId, attempt, subject, revision, at } = event
  const kept = (record?.certificates ?? []).map((certificate) => ({
    ...certificate,
    withdrawnAt: certificate.withdrawnAt ?? at,
  }))
  const issued = event.change === 'completed' ? [{ ...issue, completedAt: at, withdrawnAt: null }] : []
  return { of, id, tenantId, learnerId, attempt, subject, revision, certificates: [...kept, ...issued] }
}
