import { LANGUAGES } from '../i18n/language.js'
import type { Messages } from '../i18n/messages.js'
import { h } from './dom.js'

/** Draws the choice of a language; each is named in itself. */
export function showLanguageMenu(place: HTMLElement, current: Messages, choose: (language: Messages) => void): void {
  const select = h('select', { class: 'language', 'aria-label': current.language })
  for (const language of LANGUAGES) {
    select.append(
      h('option', { value: language.code, lang: language.code, selected: language === current }, language.name),
    )
  }
  select.addEventListener('change', () => choose(LANGUAGES[select.selectedIndex] ?? current))
  place.replaceChildren(select)
}
