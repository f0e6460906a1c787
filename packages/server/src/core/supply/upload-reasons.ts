/** Why an upload is held or has failed, with the words for those who manage the lesson. */
const REASONS = {
  mux_unavailable: 'Mux did not answer when the upload was made. Try again.',
  mux_refused: 'Mux did not take the upload: key, account or plan of the handler have to be looked at.',
  timed_out: 'The file did not come in time.',
  asset_deleted: 'The video was deleted at Mux before it was ready.',
  invalid_input: 'The file is not a video that can be read.',
  processing_failed: 'Mux could not make a video of the file.',
  audio_only: 'The file has sound and no picture.',
  duration_unknown: 'The video has no length.',
  duration_over_limit: 'The video is longer than videos may be here.',
  not_signed: 'The video has no playback ID with the policy `signed` alone.',
  cancelled_at_mux: 'The upload was cancelled at Mux.',
  rule_unreachable:
    'The completion rule of the lesson can never be met with this video. The video before goes on playing.',
  lesson_archived: 'The lesson is archived.',
  video_deleted: 'The video of the lesson was deleted at Mux.',
  nothing_said: 'Nothing is said in the video that could be written down.',
  captions_missing: 'The lesson has no captions, and may not be watched without.',
} as const
export type UploadReason = keyof typeof REASONS

/** The words of a reason, in English; a reason that this version does not know is its own word. */
export function describeReason(reason: string): string {
  return Object.hasOwn(REASONS, reason) ? REASONS[reason as UploadReason] : reason
}

/** Mux's word for what went wrong, as a reason of ours. */
export function toReason(error: string | null): UploadReason {
  return error !== null && /input|invalid|unsupported|format/.test(error) ? 'invalid_input' : 'processing_failed'
}
