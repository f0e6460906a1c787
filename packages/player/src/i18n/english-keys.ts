import { ENGLISH } from './first-messages.js'
import type { Messages } from './messages.js'

/** What the list of keys says in English. */
export const englishKeys = {
  ...ENGLISH,
  keySpace: 'Space',
  keyHome: 'Home',
  keyEnd: 'End',
  keyPlays: 'Play or pause',
  keyGoesBack: 'Back 10 seconds',
  keyGoesAhead: 'Ahead 10 seconds',
  keySetsVolume: 'Volume',
  keyMutes: 'Mute',
  keyShowsCaptions: 'Captions',
  keyGoesFullScreen: 'Full screen',
  keyFloats: 'Picture-in-picture',
  keySetsSpeed: 'Slower or faster',
  keyGoesByFrame: 'One frame back or ahead while paused',
  keyGoesToShare: 'Go to a tenth of the lesson',
  keyGoesToEnds: 'Go to the beginning or the end',
  keyOpensKeys: 'Show this list',
} satisfies Partial<Messages>
