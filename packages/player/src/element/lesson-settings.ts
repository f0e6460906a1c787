import type { PlayerLocalization } from '../i18n/localization.js'
import type { LessonSettings } from '../lesson/lesson-ports.js'
import type { PlaybackOptions } from '../playback/playback-adapter.js'
import { controlWords } from './control-words.js'
import { nextLesson } from './next-lesson.js'

/** Speeds on offer where the host names none. */
const RATES: readonly number[] = [0.75, 1, 1.25, 1.5, 1.75, 2]

/** The element as far as it says what is shown, and how. */
type Source = HTMLElement &
  Pick<PlaybackOptions, 'autoplay' | 'cast' | 'dataSaver' | 'loop' | 'muxData' | 'preload' | 'theme'> & {
    readonly endpoint: string | null
    readonly lessonId: string | null
    readonly nextLessonId: string | null
    readonly noResume: boolean
    readonly preview: boolean
    readonly noWatchedMap: boolean
    readonly poster: string | null
    readonly defaultMuted: boolean
    readonly noHotkeys: boolean
    readonly playbackRates: readonly number[] | null
  }

/** Reads the element's attributes and properties as they are now. */
export function lessonSettings(element: Source, localization: PlayerLocalization): LessonSettings {
  const hasOwnStill = element.querySelector(':scope > [slot="poster"]') !== null
  return {
    endpoint: element.endpoint ?? '',
    lessonId: element.lessonId ?? '',
    preview: element.preview,
    resume: !element.noResume,
    watchedMap: !element.noWatchedMap,
    poster: hasOwnStill ? posterSlot() : element.poster,
    playback: (maxRate) => ({
      preload: element.preload,
      autoplay: element.autoplay,
      muted: element.defaultMuted,
      loop: element.loop,
      playbackRates: (element.playbackRates ?? RATES).filter((rate) => rate <= maxRate),
      maxRate,
      hasNext: nextLesson(element) !== null,
      hotkeys: !element.noHotkeys,
      theme: element.theme,
      poster: hasOwnStill ? null : element.poster,
      dataSaver: element.dataSaver,
      cast: element.cast,
      muxData: element.muxData,
      lang: localization.lang(),
      words: controlWords(localization),
      fullscreenElement: element,
    }),
  }
}

/** Takes the host's own still into Mux Player, above the video and below the controls. */
function posterSlot(): HTMLElement {
  const slot = document.createElement('slot')
  slot.name = slot.slot = 'poster'
  return slot
}
