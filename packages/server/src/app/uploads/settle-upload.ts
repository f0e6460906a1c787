import type { LessonRecord } from '../../core/records/lesson.js'
import type { UploadChange, UploadRecord } from '../../core/records/upload.js'
import { lessonAttention } from '../../core/attention.js'
import {
  decideVideo,
  type PlayableVideo,
  type UploadDecision,
  type UploadFacts,
} from '../../core/supply/decide-upload.js'
import type { UploadSettings } from '../../core/supply/upload-settings.js'
import { describeReason } from '../../core/supply/upload-reasons.js'
import { nameLanguage } from './name-language.js'
import { isFinal } from '../../core/supply/upload-state.js'
import type { Records } from '../../storage/store.js'

/** What of an upload and its lesson decides. */
export function toFacts(upload: UploadRecord, lesson: LessonRecord, { maxDuration }: UploadSettings): UploadFacts {
  const { rule, hasQuiz } = lesson
  return {
    state: upload.state,
    isOverdue: upload.isOverdue,
    isAbandoned: upload.isAbandoned,
    hasVideo: Boolean(lesson.media?.duration),
    isArchived: lesson.archived,
    canBeMet: (duration) => lessonAttention(rule, { duration, quizConfigured: hasQuiz }).length === 0,
    maxDuration,
  }
}

/**
 * Writes where an upload goes, in the transaction that holds it: with a video the lesson gets it, and what is older than it ends.
 *
 * `known`: what else is written at once.
 */
export async function writeDecision(
  records: Records,
  { upload, lesson, settings }: { upload: UploadRecord; lesson: LessonRecord; settings: UploadSettings },
  decision: UploadDecision,
  known: Omit<UploadChange, 'state' | 'event'> = {},
): Promise<void> {
  const { state, reason, video } = decision
  if (video) return takeVideo(records, { upload, lesson, settings }, video, known)
  const failed = state === 'failed' || state === 'timed_out'
  await records.uploads.change(upload, {
    ...known,
    state,
    reason: reason ?? upload.reason,
    ...(failed && reason && { event: { type: 'lesson.failed', code: reason, message: describeReason(reason) } }),
  })
  const assetId = known.assetId ?? upload.assetId
  if (isFinal(state) && assetId != null) {
    const days = state === 'cancelled' ? 0 : settings.deleteFailedAfter
    await records.uploads.expireAsset({ tenantId: upload.tenantId, assetId }, days)
  }
}

async function takeVideo(
  records: Records,
  { upload, lesson, settings }: { upload: UploadRecord; lesson: LessonRecord; settings: UploadSettings },
  { playbackId, duration }: PlayableVideo,
  known: Omit<UploadChange, 'state' | 'event'>,
): Promise<void> {
  const mediaVersion = await records.lessons.replaceVideo(lesson, { playbackId, duration, actorId: upload.createdBy })
  if (upload.captions === 'auto') {
    await records.tracks.create({
      ...{ tenantId: upload.tenantId, lessonId: upload.lessonId, mediaVersion, trackId: crypto.randomUUID() },
      ...{ muxTrackId: null, kind: 'subtitles', language: upload.language, name: nameLanguage(upload.language) },
      ...{ source: 'generated', state: 'creating', isRequested: false, readNumber: 0 },
    })
  }
  const isWatchable = !settings.requireCaptions || lesson.captionsWaiver !== null
  // Without a video before, a rule that cannot be met does not hold the video: the lesson says what is wrong with it.
  const canBeMet = toFacts(upload, lesson, settings).canBeMet(duration)
  const unmet = { type: 'lesson.failed', code: 'rule_unreachable', message: RULE_UNMET } as const
  await records.uploads.change(upload, {
    ...known,
    state: 'ready',
    reason: null,
    mediaVersion,
    ...(!canBeMet && { event: unmet }),
    // Where captions are required, they say when the lesson is ready.
    ...(canBeMet && isWatchable && { event: { type: 'lesson.ready' } }),
  })
  await records.uploads.retireBefore(upload, settings.deleteReplacedAfter)
}

const RULE_UNMET = 'The completion rule of the lesson can never be met with this video.'

/** Decides again about an upload that waits for a person; `null` where its video is gone. */
export function decideHeld(upload: UploadRecord, facts: UploadFacts): UploadDecision | null {
  const { asset } = upload
  if (asset?.state !== 'ready' || asset.playbackId === null || asset.duration === null) return null
  return decideVideo({ assetId: asset.assetId, playbackId: asset.playbackId, duration: asset.duration }, facts)
}
