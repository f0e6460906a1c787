import type { TranslateKeys } from 'media-chrome/dist/lang/en.js'
import { addTranslation } from 'media-chrome/dist/utils/i18n.js'
import type { ControlLabels } from '../../i18n/control-labels.js'

/** What the controls say: their own labels, and what the messages name too. */
export type ControlWording = ControlLabels & {
  readonly speed: string
  readonly captions: string
  readonly quality: string
}

/** Where Media Chrome says it: its keys are its English words, and many are there twice, for the eye and for screen readers. */
const KEYS: { readonly [Label in keyof ControlWording]: readonly TranslateKeys[] } = {
  play: ['Play', 'play'],
  pause: ['Pause', 'pause'],
  mute: ['Mute', 'mute'],
  unmute: ['Unmute', 'unmute'],
  captions: ['Captions', 'closed captions'],
  captionsOn: ['Enable captions'],
  captionsOff: ['Disable captions'],
  fullscreen: ['Enter fullscreen mode', 'enter fullscreen mode'],
  exitFullscreen: ['Exit fullscreen mode', 'exit fullscreen mode'],
  pictureInPicture: ['Enter picture in picture mode', 'enter picture in picture mode'],
  exitPictureInPicture: ['Exit picture in picture mode', 'exit picture in picture mode'],
  airplay: ['Start airplay', 'start airplay'],
  stopAirplay: ['Stop airplay', 'stop airplay'],
  cast: ['Start casting', 'start casting'],
  stopCasting: ['Stop casting', 'stop casting'],
  seekBack: ['Seek backward'],
  seekForward: ['Seek forward'],
  seekBackBy: ['seek back {seekOffset} seconds'],
  seekForwardBy: ['seek forward {seekOffset} seconds'],
  speed: ['Playback rate', 'current playback rate'],
  speedIs: ['Playback rate {playbackRate}'],
  quality: ['Quality', 'quality'],
  settings: ['Settings', 'settings'],
  audio: ['Audio', 'audio tracks'],
  auto: ['Auto'],
  off: ['Off'],
  player: ['video player'],
  volume: ['volume'],
  seek: ['seek'],
  time: ['playback time'],
  loading: ['media loading'],
  chapter: ['chapter: {chapterName}'],
  remaining: ['{time} remaining'],
  timeOf: ['{currentTime} of {totalTime}'],
  noTime: ['video not loaded, unknown time.'],
  hour: ['hour'],
  hours: ['hours'],
  minute: ['minute'],
  minutes: ['minutes'],
  second: ['second'],
  seconds: ['seconds'],
}

/**
 * Teaches Media Chrome what the controls say, and gives the language tag under which it finds that.
 *
 * The tag is one of ours, so that other players of the page keep the words they have. What our words lack, as errors that are never shown,
 * is said in the page's words for that language, or in English.
 */
export function teachControls(lang: string, wording: ControlWording): string {
  const tag = `${lang}-x-ehr`
  const said = Object.entries(KEYS).flatMap(([label, keys]) =>
    keys.map((key) => [key, wording[label as keyof ControlWording]]),
  )
  addTranslation(tag, Object.fromEntries(said) as Parameters<typeof addTranslation>[1])
  return tag
}
