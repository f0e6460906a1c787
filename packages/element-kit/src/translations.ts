import type { ReactiveControllerHost } from 'lit'

/** The messages of a language, by name. */
export interface Translation {
  /** A language tag, as in `de` or `de-CH`. */
  readonly $code: string
  /** The language in its own words. */
  readonly $name: string
  readonly $dir: 'ltr' | 'rtl'
}

/** By language tag in lower case. */
const translations = new Map<string, Translation>()
const hosts = new Set<ReactiveControllerHost>()
let observer: MutationObserver | undefined

/** Makes messages of a language known to every element of the page. Those that the language has already stay, unless they are named again. */
export function registerTranslation(translation: Translation): void {
  const code = translation.$code.toLowerCase()
  translations.set(code, { ...translations.get(code), ...translation })
  update()
}

/** Finds a message in a language, for its region or for all of them; `undefined` where the language does not have it. */
export function findMessage(lang: string, name: string): unknown {
  const { language, region } = new Intl.Locale(lang)
  for (const code of [`${language}-${region}`.toLowerCase(), language]) {
    const found: unknown = Reflect.get(translations.get(code) ?? {}, name)
    if (found !== undefined) return found
  }
  return undefined
}

/** Has an element drawn again whenever a translation comes, or the language of the page changes; gives the function that ends it. */
export function followTranslations(host: ReactiveControllerHost): () => void {
  if (!observer) {
    observer = new MutationObserver(update)
    observer.observe(document.documentElement, { attributeFilter: ['dir', 'lang'] })
  }
  hosts.add(host)
  return () => hosts.delete(host)
}

function update(): void {
  for (const host of hosts) host.requestUpdate()
}
