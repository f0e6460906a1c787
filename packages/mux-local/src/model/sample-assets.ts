import type { CourseManifest } from '../manifest.js'
import { sha256 } from './ids.js'
import type { AssetRecord } from './state.js'

/** The sample course's videos as assets with a signed playback ID each. */
export function sampleAssets(course: CourseManifest): AssetRecord[] {
  return course.lessons.map((lesson): AssetRecord => {
    const { captions, ...media } = lesson.media
    const largest = media.renditions.at(-1)
    // The same on every start, so that an address of captions can be kept.
    const trackId = (kind: string) => sha256(`${lesson.assetId}/${kind}`).slice(0, 44)
    return {
      id: lesson.assetId,
      created: Date.UTC(2026, 0, 1),
      ingestType: 'on_demand_url',
      test: false,
      videoQuality: 'basic',
      maxResolutionTier: '1080p',
      normalizeAudio: false,
      generatedSubtitles: [],
      status: 'ready',
      playbackIds: [{ id: lesson.playbackId, policy: 'signed' }],
      meta: { title: lesson.title },
      duration: lesson.duration,
      aspectRatio: '16:9',
      resolutionTier: '1080p',
      ...(largest ? { frameRate: largest.frameRate } : {}),
      tracks: [
        {
          id: trackId('video'),
          type: 'video',
          status: 'ready',
          duration: lesson.duration,
          ...(largest ? { maxWidth: largest.width, maxHeight: largest.height, maxFrameRate: largest.frameRate } : {}),
        },
        {
          id: trackId('audio'),
          type: 'audio',
          status: 'ready',
          duration: lesson.duration,
          maxChannels: 2,
          primary: true,
        },
        {
          id: trackId('text'),
          type: 'text',
          status: 'ready',
          textSource: 'uploaded',
          languageCode: captions.language,
          name: captions.name,
          closedCaptions: true,
          file: captions.file,
        },
      ],
      media,
      sample: lesson.id,
    }
  })
}
