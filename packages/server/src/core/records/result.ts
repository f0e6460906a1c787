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
