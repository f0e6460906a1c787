// First, because style sheets that lie side by side are smaller after compression than those between the modules that use them.
import './element/layers/status-styles.js'
import './element/layers/message-styles.js'
import './element/layers/player-styles.js'
import './playback/mux/theme/styles.js'
import './playback/mux/theme/map-styles.js'
import './playback/mux/theme/adaptive-styles.js'
import { systemClock } from './browser/system-clock.js'
import { firstPlaylists } from './core/playback/first-playlists.js'
import type { LessonHost } from './element/lesson-host.js'
import { lessonSettings } from './element/lesson-settings.js'
import type { LoadedLesson } from './element/loaded-lesson.js'
import { LanguageController } from './element/page/language-controller.js'
import { SecurityPolicy } from './element/page/security-policy.js'
import { requestSource } from './element/request-source.js'
import { ElementLesson } from './element/status/element-lesson.js'
import type { LessonPorts, PlaybackPorts } from './lesson/lesson-ports.js'
import { askEarly } from './playback/hls/early-playlists.js'
import { fetchPlaylist } from './playback/hls/fetch-playlist.js'
import { loadMuxPlayback } from './playback/mux/load-mux-playback.js'
import { longerSide } from './playback/mux/longer-side.js'
import { createApiClient, createPageLifecycle, createReporting, localChoices, type MovingPage } from './session.js'

/** Makes the lesson of an element, with the browser's shells: what the element loads once the lesson is wanted. */
export function createLesson(host: LessonHost): LoadedLesson {
  const policy = new SecurityPolicy()
  const lesson = new ElementLesson(host, lessonPorts(host, policy), policy)
  new LanguageController(host.element, host.localization, () => lesson.configure())
  return lesson
}

function lessonPorts(
  { element, localization, early }: LessonHost,
  policy: SecurityPolicy,
): LessonPorts & { readonly page: MovingPage } {
  const page = createPageLifecycle()
  return {
    clock: systemClock,
    random: Math.random,
    page,
    playback: playbackPorts(policy),
    settings: () => lessonSettings(element, localization),
    createApi: (endpoint) =>
      createApiClient({
        ...requestSource(element, endpoint),
        early: endpoint === early?.endpoint ? early.request : undefined,
      }),
    createReporting: (api, listener) => createReporting({ api, listener, page }),
  }
}

function playbackPorts(policy: SecurityPolicy): PlaybackPorts {
  return {
    choices: localChoices,
    askEarly: (stream, { preload, autoplay, dataSaver: smallest, fullscreenElement: box }) => {
      const isScripted = 'MediaSource' in globalThis || 'ManagedMediaSource' in globalThis
      // As Mux Player does: nothing is loaded before somebody wants to play.
      if (!isScripted || (preload === 'none' && !autoplay)) return null
      return askEarly(stream, {
        fetch: fetchPlaylist,
        now: () => performance.now(),
        first(master) {
          const { quality: chosen } = localChoices.read()
          return firstPlaylists(master, { chosen, smallest, side: longerSide(box) })
        },
      })
    },
    load: loadMuxPlayback,
    explain: (error) => policy.explain(error),
  }
}
