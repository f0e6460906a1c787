import type { Translation } from '@enhancedhr/element-kit'
import type { TranscriptMessages } from '../transcript/messages.js'
import type { COMPLETE } from './complete.js'
import type { Messages } from './messages.js'

/** A language of the player and its transcript. What it lacks is said in English. */
export type Language = Partial<Messages & TranscriptMessages> & Translation & { readonly [COMPLETE]?: true }
