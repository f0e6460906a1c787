/** Which version of a resource a change expects: a revision, `exists`, `absent`, or `null` for any. */
export type Precondition = number | 'exists' | 'absent' | null

/** What became of a change: `stale` where the {@link Precondition} did not hold, and nothing was changed. */
export type PutOutcome = 'created' | 'replaced' | 'stale'
