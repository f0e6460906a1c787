import type { TrackResource } from '@enhancedhr/protocol/management'
import type { TrackRecord } from '../../core/records/track.js'
import { describeReason } from '../../core/supply/upload-reasons.js'

/** Writes a track as those who manage its lesson see it. */
export function toTrackResource(track: TrackRecord): TrackResource {
  return {
    track_id: track.trackId,
    lesson_id: track.lessonId,
    media_version: track.mediaVersion,
    kind: track.kind,
    language: track.language,
    name: track.name,
    source: track.source,
    state: track.state,
    reason: track.reason,
    message: track.reason === null ? null : describeReason(track.reason),
    created_at: track.createdAt.toISOString(),
  }
}
