/** How a verdict came about: `earned` by the rule, `waived` or `revoked` by an admin. */
export type VerdictKind = 'earned' | 'waived' | 'revoked'

/** The current verdict; within an attempt only an admin's act changes it. */
export interface VerdictRecord {
  readonly kind: VerdictKind
  readonly completed: boolean
  readonly ruleVersion: number
  /** Of a lesson: the video by which it was decided. */
  readonly mediaVersion: number | null
  /** From when it holds. */
  readonly decidedAt: Date
}

/** One act that made or changed a verdict; never altered. */
export interface VerdictAct extends VerdictRecord {
  readonly reason: string | null
  readonly actorId: string | null
  readonly recordedAt: Date
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
