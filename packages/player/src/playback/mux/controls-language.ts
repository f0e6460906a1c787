import type { TranslateKeys } from 'media-chrome/dist/lang/en.js'
import { addTranslation, setLanguage } from 'media-chrome/dist/utils/i18n.js'
import type { ControlWording } from '../playback-adapter.js'

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

const tags = new Map<string, string>()

/**
 * Makes Media Chrome speak a language in our words, from its next drawing on, and gives the tag under which it has them. Another wording
 * of the same language has another tag.
 *
 * The tags are ours, so that other players of the page keep the words they have. What our words lack, as errors that are never shown, is
 * said in the page's words for that language, or in English.
 */
export function speak(lang: string, wording: ControlWording): string {
  const said = Object.fromEntries(
    Object.entries(KEYS).flatMap(([label, keys]) => keys.map((key) => [key, wording[label as keyof ControlWording]])),
  )
  const content = [lang, ...Object.values(said)].join('\n')
  const tag = tags.get(content) ?? `${lang}-x-ehr${tags.size}`
  if (!tags.has(content)) addTranslation(tag, said)
  tags.set(content, tag)
  setLanguage(tag)
  return tag
}
