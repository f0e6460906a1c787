import type { ReasonCode, SegmentSet } from '@enhancedhr/protocol'

/** Which version of a resource a change expects: a revision, `exists`, `absent`, or `null` for any. */
export type Precondition = number | 'exists' | 'absent' | null

/** What became of a change: `stale` where the {@link Precondition} did not hold, and nothing was changed. */
export type PutOutcome = 'created' | 'replaced' | 'stale'

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

/** A quiz or assessment that was taken, as the host reports it. */
export interface TakenResult {
  readonly resultId: string
  readonly passed: boolean
  readonly score: number | null
  readonly maxScore: number | null
  readonly takenAt: Date
}

/** A result as it is kept: the attempt is the one in which it was taken. */
export interface ResultRecord extends TakenResult {
  readonly attempt: number
}

/** What became of a result; `conflict`: its id is kept with other content. */
export type ResultOutcome = { readonly kept: ResultRecord; readonly created: boolean } | 'conflict'

/** How a verdict came about: `earned` by the rule, `waived` or `revoked` by an admin. */
export type VerdictKind = 'earned' | 'waived' | 'revoked'

/** A verdict as it stands; within an attempt only an admin's act changes it. */
export interface VerdictRecord {
  readonly kind: VerdictKind
  readonly completed: boolean
  readonly ruleVersion: number
  /** Of a lesson: the video by which it was decided. */
  readonly mediaVersion: number | null
  readonly decidedAt: Date
}

/** One act that made or changed a verdict; never altered. */
export interface VerdictAct extends VerdictRecord {
  readonly reason: string | null
  readonly actorId: string | null
}

/** What an admin decides about a completion. */
export interface VerdictDecision {
  readonly completed: boolean
  readonly reason: string
  readonly actorId: string
  /** `null`: the current one. */
  readonly attempt: number | null
}

export interface VerdictHistory {
  readonly attempt: number
  readonly verdict: VerdictRecord
  readonly acts: readonly VerdictAct[]
}

/** All media that one reason took, as it stands: what is watched by now is still in it. */
export interface UncreditedRecord {
  readonly reason: ReasonCode
  readonly media: SegmentSet
  /** Milliseconds, counted at every refusal. */
  readonly total: number
  readonly lastAt: Date
  /** With `concurrent_session`: the lessons that got the time. */
  readonly lessonIds: readonly string[]
}
