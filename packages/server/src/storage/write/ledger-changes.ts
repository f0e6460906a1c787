/** Rows to be written, as the jsonb that `applyChanges` reads; what is absent is not touched. */
export interface LedgerChanges {
  readonly evidence?: readonly unknown[]
  readonly events?: readonly unknown[]
  readonly charges?: readonly unknown[]
  readonly sessions?: readonly unknown[]
  readonly progress?: readonly unknown[]
  readonly uncredited?: readonly UncreditedChange[]
  readonly observed?: readonly unknown[]
  readonly verdicts?: readonly VerdictChange[]
}

/** A verdict that was made or changed; each is also an act that is kept permanently. */
export interface VerdictChange {
  readonly subject: 'lesson' | 'course'
  readonly subject_id: string
  readonly attempt: number
  readonly kind: 'earned' | 'waived' | 'revoked'
  readonly completed: boolean
  readonly rule_version: number
  readonly media_version: number | null
  readonly reason: string | null
  readonly actor_id: string | null
  /** Milliseconds since 1970 from when it holds; absent: from when it is written. */
  readonly decided_at?: number
}

/** What one reason took in this batch. */
export interface UncreditedChange {
  readonly lesson_id: string
  readonly attempt: number
  readonly media_version: number
  readonly reason: string
  readonly media: string
  readonly total_ms: number
  readonly lesson_ids: readonly string[]
}
