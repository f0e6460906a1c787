import type { MuxAsset, MuxUpload } from './mux-api.js'
import { toReason, type UploadReason } from './upload-reasons.js'
import { isFinal, joinUploadStates, type UploadState } from './upload-state.js'

/** What was read from Mux about an upload; `gone`: Mux does not have the asset any more. */
export interface MuxReading {
  readonly upload: MuxUpload | null
  readonly asset: MuxAsset | 'gone' | null
}

/** What of an upload and its lesson decides what a reading means. */
export interface UploadFacts {
  readonly state: UploadState
  readonly isOverdue: boolean
  readonly isAbandoned: boolean
  /** Whether the lesson has a video that plays. */
  readonly hasVideo: boolean
  readonly isArchived: boolean
  /** Whether the lesson's rule can be met with a video of so many milliseconds. */
  readonly canBeMet: (duration: number) => boolean
  /** Milliseconds. */
  readonly maxDuration: number
}

/** A video that a lesson can take. */
export interface PlayableVideo {
  readonly assetId: string
  readonly playbackId: string
  readonly duration: number
}

/** Where an upload goes; with `video` where the lesson takes it. */
export interface UploadDecision {
  readonly state: UploadState
  readonly reason: UploadReason | null
  readonly video: PlayableVideo | null
}

/**
 * Decides what a reading makes of an upload.
 *
 * A reading never takes it back: the state is the join of what it was and what was read. What is final stays, because a person
 * or the video itself ended it, and what is held waits for a person.
 */
export function decideUpload(reading: MuxReading, facts: UploadFacts): UploadDecision {
  const stays: UploadDecision = { state: facts.state, reason: null, video: null }
  if (isFinal(facts.state)) return stays
  const read = judge(reading, facts)
  if (facts.state === 'held' && read.state === 'ready') return stays
  return joinUploadStates(facts.state, read.state) === facts.state ? stays : read
}

/**
 * Decides whether a lesson takes a video that is ready. Where one plays already, a rule that the new one cannot meet holds it; an
 * archived lesson holds it in any case.
 */
export function decideVideo(video: PlayableVideo, facts: Omit<UploadFacts, 'state'>): UploadDecision {
  if (facts.isArchived) return { state: 'held', reason: 'lesson_archived', video: null }
  if (facts.hasVideo && !facts.canBeMet(video.duration))
    return { state: 'held', reason: 'rule_unreachable', video: null }
  return { state: 'ready', reason: null, video }
}

function judge({ upload, asset }: MuxReading, facts: UploadFacts): UploadDecision {
  if (asset === 'gone') return failed('asset_deleted')
  if (asset !== null) return judgeAsset(asset, facts)
  switch (upload?.status) {
    case undefined:
      if (facts.isAbandoned) return failed('mux_unavailable')
      return facts.isOverdue ? { ...at('timed_out'), reason: 'timed_out' } : at(facts.state)
    case 'asset_created':
      return at('processing')
    case 'errored':
      return failed(toReason(upload.error))
    case 'cancelled':
      return { ...at('cancelled'), reason: 'cancelled_at_mux' }
    case 'timed_out':
      return { ...at('timed_out'), reason: 'timed_out' }
    default:
      return facts.isOverdue ? { ...at('timed_out'), reason: 'timed_out' } : at('waiting')
  }
}

function judgeAsset(asset: MuxAsset, facts: UploadFacts): UploadDecision {
  if (asset.status === 'errored') return failed(toReason(asset.error))
  if (asset.status !== 'ready') return at('processing')
  const { duration } = asset
  if (asset.hasVideo === false) return failed('audio_only')
  if (duration === null || duration <= 0) return failed('duration_unknown')
  if (duration > facts.maxDuration) return failed('duration_over_limit')
  const playbackId = signedPlaybackId(asset)
  return playbackId === null ? failed('not_signed') : decideVideo({ assetId: asset.id, playbackId, duration }, facts)
}

/** The playback ID that only a token opens; `null` without one, or beside another that needs no token. */
export function signedPlaybackId({ playbackIds }: MuxAsset): string | null {
  if (playbackIds.some(({ policy }) => policy === 'public')) return null
  return playbackIds.find(({ policy }) => policy === 'signed')?.id ?? null
}

function at(state: UploadState): UploadDecision {
  return { state, reason: null, video: null }
}

function failed(reason: UploadReason): UploadDecision {
  return { state: 'failed', reason, video: null }
}
