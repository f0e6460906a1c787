/** What is known of a playback ID that a lesson is to be given. */
export interface VideoFacts {
  /** Whether it came of an upload to a lesson that the caller manages. */
  readonly isOwnUpload: boolean
  /** Whether a lesson that the caller manages has it. */
  readonly isInOwnLesson: boolean
  /** Whose it is; `null`: nobody’s yet. */
  readonly boundTo: 'this_tenant' | 'another_tenant' | null
}

/** Who gives a video to a lesson. */
export interface VideoTaker {
  /** Whether the caller manages only what they own. */
  readonly isOwner: boolean
  /** Whether an owner may take a video that is nobody’s: where there are no uploads, owners have no other way. */
  readonly takesUnbound: boolean
}

/**
 * Decides whether a lesson may be given a video.
 *
 * Learners see playback IDs in grants, so knowing one proves nothing. What another tenant has is for nobody here, unless it came of an
 * upload of this one.
 */
export function mayTakeVideo({ isOwnUpload, isInOwnLesson, boundTo }: VideoFacts, taker: VideoTaker): boolean {
  if (isOwnUpload) return true
  if (boundTo === 'another_tenant') return false
  if (!taker.isOwner) return true
  return boundTo === 'this_tenant' ? isInOwnLesson : taker.takesUnbound
}
