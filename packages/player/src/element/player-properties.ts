import { callback, flag, oneOf, rates, record, text, type LenientDeclaration } from '@enhancedhr/element-kit'

/** A default stands in no attribute: only what the page has set is reflected. */
const SHOWN = { reflect: true, useDefault: true }
const TEXT = { coerce: text }
const FLAG = { ...SHOWN, type: Boolean, coerce: flag }
const NO_LABELS = {}

/** The element's attributes and properties. */
export const playerProperties: Record<string, LenientDeclaration> = {
  endpoint: TEXT,
  lessonId: { ...TEXT, attribute: 'lesson-id' },
  authToken: { ...TEXT, attribute: 'auth-token' },
  getAuthToken: { attribute: false, coerce: callback },
  headers: { attribute: false, coerce: (value) => callback(value) ?? record(value) },
  credentials: { coerce: oneOf('same-origin', 'include', 'omit') },
  loading: {
    ...SHOWN,
    coerce: oneOf('lazy', 'eager', 'click'),
    converter: { toAttribute: (value) => (value === 'lazy' ? null : value) },
  },
  preload: { coerce: oneOf('metadata', 'none', 'auto') },
  autoplay: FLAG,
  defaultMuted: { ...FLAG, attribute: 'muted' },
  loop: FLAG,
  playsInline: { ...FLAG, attribute: 'playsinline' },
  playWhenHidden: { ...FLAG, attribute: 'play-when-hidden' },
  poster: TEXT,
  playbackRates: { attribute: 'playback-rates', coerce: rates },
  noHotkeys: { ...FLAG, attribute: 'no-hotkeys' },
  theme: TEXT,
  dataSaver: { ...FLAG, attribute: 'data-saver' },
  noResume: { ...FLAG, attribute: 'no-resume' },
  preview: FLAG,
  noPauseOthers: { ...FLAG, attribute: 'no-pause-others' },
  noWatchedMap: { ...FLAG, attribute: 'no-watched-map' },
  nextLessonId: { ...TEXT, attribute: 'next-lesson-id' },
  autoplayNext: { ...FLAG, attribute: 'autoplay-next' },
  muxData: { ...TEXT, attribute: 'mux-data' },
  cast: FLAG,
  transcript: FLAG,
  labels: { attribute: false, coerce: (value) => record(value) ?? NO_LABELS },
}
