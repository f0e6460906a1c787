/** Which version of a resource a change expects: a revision or one of several, `exists`, `absent`, or `null` for any. */
export type Precondition = number | readonly number[] | 'exists' | 'absent' | null

/**
 * Under which conditions a change happens, checked in the transaction that makes it.
 *
 * `ownerId`: who has to own the course that the resource is or is in; `null` for those who may change any.
 */
export interface ChangeConditions {
  readonly expected?: Precondition
  readonly ownerId?: string | null
  /** Whether the owner may use a video that belongs to others; default false. */
  readonly mayShareVideo?: boolean
}

/** Why nothing was changed: the owner does not own it, or the {@link Precondition} did not hold. */
export type Unchanged = 'forbidden' | 'stale'

/** What became of a change. */
export type PutOutcome = 'created' | 'replaced' | Unchanged

/** What became of a lesson; `video_of_others`: nothing was changed, because the video belongs to others. */
export type PutLessonOutcome = PutOutcome | 'video_of_others'
