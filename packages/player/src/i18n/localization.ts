import { followLanguages, Localization, type LazyMessages } from '@enhancedhr/element-kit'
import type { ReactiveControllerHost } from 'lit'
import { COMPLETE } from './complete.js'
import { firstMessages } from './first-messages.js'
import type { Labels, Messages } from './messages.js'

/** The player's messages in the language of an element. */
export type PlayerLocalization = Localization<Messages>

/** English is loaded for a lesson whose language does not say everything. */
const lazyEnglish: LazyMessages = {
  mark: COMPLETE,
  load: async () => (await import('./english.js')).english,
}

/** Finds the player's messages; `labels`: the host's own. */
export function localize(host: ReactiveControllerHost & HTMLElement, labels: () => Labels): PlayerLocalization {
  followLanguages()
  return new Localization<Messages>(host, firstMessages, labels, lazyEnglish)
}
