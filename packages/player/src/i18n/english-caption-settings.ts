import { ENGLISH } from './first-messages.js'
import type { Messages } from './messages.js'

/** What the settings of captions say in English. */
export const englishCaptionSettings = {
  ...ENGLISH,
  captionSize: 'Size',
  captionColor: 'Color',
  captionWhite: 'White',
  captionYellow: 'Yellow',
  captionCyan: 'Cyan',
  captionGreen: 'Green',
  captionGround: 'Background',
  captionTranslucent: 'Translucent',
  captionSolid: 'Solid',
  captionNoGround: 'None',
  captionPosition: 'Position',
  captionBottom: 'Bottom',
  captionTop: 'Top',
  captionNative: 'Use this device’s caption style',
} satisfies Partial<Messages>
