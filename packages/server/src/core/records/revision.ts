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
  /** Who makes the change, for the record; default `service`. */
  readonly actorId?: string
  /** Default `any`. */
  readonly video?: VideoPermission
}

/**
 * Which videos a lesson may be given that it does not have: `any`; `none`, because the host is to be asked first; or `bound`, those that
 * are the caller's to use (`mayTakeVideo`), with `bound_or_new` also those that are nobody's.
 */
export type VideoPermission = 'any' | 'none' | 'bound' | 'bound_or_new'

/** Why nothing was changed: the owner does not own it, or the {@link Precondition} did not hold. */
export type Unchanged = 'forbidden' | 'stale'

/** What became of a change. */
export type PutOutcome = 'created' | 'replaced' | Unchanged

/** What became of a lesson; `video_refused`: nothing was changed, because the lesson may not be given the video. */
export type PutLessonOutcome = PutOutcome | 'video_refused'
