import { arabic } from './arabic.js'
import { english } from './english.js'
import { german } from './german.js'
import type { Messages } from './messages.js'

/** The languages in which the pages can be read. */
export const LANGUAGES: readonly Messages[] = [english, german, arabic]

const KEY = 'demo-language'

/** The language of the address, else the one chosen last on this device, else English. */
export function chosenLanguage(address: URLSearchParams, storage: Pick<Storage, 'getItem'>): Messages {
  const wanted = address.get('lang') ?? storage.getItem(KEY)
  return LANGUAGES.find(({ code }) => code === wanted) ?? english
}

/** Remembers the choice on this device. */
export function rememberLanguage({ code }: Messages, storage: Pick<Storage, 'setItem'>): void {
  storage.setItem(KEY, code)
}
