import type { RememberedMedia } from '../playback/media/remembered-media.js'
import type { Reporting } from '../ports/reporting.js'
import type { LessonListener } from './lesson-ports.js'
import type { PlaybackSessionListener } from './playback-session.js'

type Reports = Pick<PlaybackSessionListener, 'action' | 'changed' | 'failed' | 'quality' | 'reloading'>

/** Notes in the evidence what only the player knows of, and hands it on. `reporting`: the one in use now. */
export function playbackReports(
  media: RememberedMedia,
  listener: LessonListener,
  reporting: () => Reporting | undefined,
): Reports {
  return {
    action: (action) => listener.action(action),
    changed: () => listener.changed(),
    reloading: () => reporting()?.loadEpoch(),
    quality: (change) => {
      reporting()?.note({ type: 'quality', position: media.currentTime, ...change })
      listener.quality(change)
    },
    failed: (error) => {
      reporting()?.note({ type: 'error', position: media.currentTime, code: error.code })
      listener.changed()
      listener.error(error)
    },
  }
}
