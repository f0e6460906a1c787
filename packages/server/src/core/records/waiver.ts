import type { VerdictRecord } from './verdict.js'

/** A completion that was earned elsewhere, of a course or one of its lessons. */
export interface Waiver {
  /** `null`: the course itself. */
  readonly lessonId: string | null
  readonly ruleVersion: number
  /** Of a lesson: the current video's. */
  readonly mediaVersion: number | null
  readonly reason: string
  readonly actorId: string
  /** Since when it holds; `null`: now. */
  readonly completedAt: Date | null
  /** Whether to enrol a learner who was never enrolled. */
  readonly enrol: boolean
}

/** What became of a waiver; `future`: it would hold only later, and nothing of it was kept. */
export type WaiverOutcome =
  { readonly recorded: boolean; readonly attempt: number; readonly verdict: VerdictRecord } | 'future'
