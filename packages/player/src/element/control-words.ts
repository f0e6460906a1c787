import type { StretchState } from '../core/map/stretches.js'
import { formatDuration, formatSpokenDuration } from '../i18n/format-duration.js'
import type { PlayerLocalization } from '../i18n/localization.js'
import type { ControlWords } from '../playback/playback-adapter.js'

const MESSAGES = {
  counted: 'stretchCounted',
  pending: 'stretchPending',
  open: 'stretchOpen',
} as const satisfies Record<StretchState, string>

/** What the controls say, in the language of the element. */
export function controlWords(localization: PlayerLocalization): ControlWords {
  const lang = localization.language()
  const named = {
    speed: localization.message('speed'),
    captions: localization.message('captions'),
    quality: localization.message('quality'),
  }
  return {
    dir: localization.dir(),
    wording: { ...localization.message('controls'), ...named },
    labels: {
      ...named,
      'what-counts': localization.message('whatCounts'),
      'caption-settings': localization.message('captionSettings'),
      chapters: localization.message('chapters'),
      transcript: localization.message('transcript'),
      keys: localization.message('keysTitle'),
    },
    position: (at, length) =>
      localization.formatter('seekPosition')(formatSpokenDuration(at, lang), formatSpokenDuration(length, lang)),
    stretch: ({ from, to, state, required }) => {
      const message = state === 'open' && required ? 'stretchRequired' : MESSAGES[state]
      return localization.formatter(message)(formatDuration(from / 1000), formatDuration(to / 1000))
    },
  }
}
