import { LocalizeController, registerTranslation } from '@shoelace-style/localize'
import type { ReactiveControllerHost } from 'lit'
import { english } from './english.js'
import { readLabel } from './read-label.js'
import type { Labels, Words } from './messages.js'

type Key = keyof Labels

/** Finds words in the language of the element's place: its own `lang`, else the nearest ancestor's, else the browser's. */
export class Localization extends LocalizeController {
  #labels: () => Labels

  constructor(host: ReactiveControllerHost & HTMLElement, labels: () => Labels) {
    // The first one registered is what every missing word falls back to.
    registerTranslation(english)
    super(host)
    this.#labels = labels
  }

  override lang(): string {
    const lang = closestAttribute(this.host, 'lang') ?? navigator.language
    try {
      return new Intl.Locale(lang.replaceAll('_', '-')).toString().toLowerCase()
    } catch {
      // A lang that is no language tag says nothing.
      return english.$code
    }
  }

  override dir(): 'ltr' | 'rtl' {
    const dir = closestAttribute(this.host, 'dir')?.toLowerCase()
    return dir === 'rtl' || dir === 'ltr' ? dir : (this.term('$dir') as 'ltr' | 'rtl')
  }

  /** The host's own label, else the word in the language found. */
  word<K extends Key>(key: K): Words[K] {
    // `term` calls a word that is a function; here the function itself is wanted.
    const name: string = key
    const word: unknown = typeof english[key] === 'function' ? (n: number) => this.term(name, n) : this.term(name)
    return readLabel(this.#labels(), key, word as Words[K])
  }
}

/** The attribute of the element or of its nearest ancestor, across shadow roots. */
function closestAttribute(element: Element, name: 'lang' | 'dir'): string | null {
  const holder = element.closest(`[${name}]`)
  if (holder) return holder.getAttribute(name)
  const root = element.getRootNode()
  // Not `instanceof`: a root of another document is made by another constructor.
  return 'host' in root ? closestAttribute((root as ShadowRoot).host, name) : null
}
