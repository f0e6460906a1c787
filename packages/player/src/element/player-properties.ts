import type { PropertyDeclarations } from 'lit'

/** Reads a list of speeds, as in `playback-rates="1 1.25 1.5"`; what is no positive number is left out. */
export function parseRates(text: string | null): readonly number[] | null {
  const rates = (text ?? '')
    .split(/[\s,]+/)
    .map(Number)
    .filter((rate) => Number.isFinite(rate) && rate > 0)
  return rates.length > 0 ? [...new Set(rates)].sort((a, b) => a - b) : null
}

/** The element's attributes and properties, as lit wants them. */
export const playerProperties: PropertyDeclarations = {
  endpoint: { type: String },
  lessonId: { attribute: 'lesson-id' },
  authToken: { attribute: 'auth-token' },
  getAuthToken: { attribute: false },
  headers: { attribute: false },
  credentials: { type: String },
  loading: { type: String, reflect: true },
  preload: { type: String },
  autoplay: { type: Boolean, reflect: true },
  defaultMuted: { type: Boolean, reflect: true, attribute: 'muted' },
  loop: { type: Boolean, reflect: true },
  playsInline: { type: Boolean, reflect: true, attribute: 'playsinline' },
  poster: { type: String },
  playbackRates: { attribute: 'playback-rates', converter: { fromAttribute: parseRates } },
  noHotkeys: { type: Boolean, reflect: true, attribute: 'no-hotkeys' },
  theme: { type: String },
  dataSaver: { type: Boolean, reflect: true, attribute: 'data-saver' },
  noResume: { type: Boolean, reflect: true, attribute: 'no-resume' },
  noPauseOthers: { type: Boolean, reflect: true, attribute: 'no-pause-others' },
  muxData: { attribute: 'mux-data' },
  cast: { type: Boolean, reflect: true },
  labels: { attribute: false },
}
