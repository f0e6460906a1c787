import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { readLabel } from './read-label.js'
import { findMessage, followTranslations, registerTranslation, type Translation } from './translations.js'

/** What a host may replace of an element's messages, one by one. */
export type LabelsOf<Messages extends Translation> = Partial<Omit<Messages, keyof Translation>>

type Formatter = (...values: never[]) => string
type Texts<Messages> = { [Key in keyof Messages]: Messages[Key] extends Formatter ? never : Key }[keyof Messages]
type Formatters<Messages> = { [Key in keyof Messages]: Messages[Key] extends Formatter ? Key : never }[keyof Messages]

/** The part of a base that is loaded once it is needed. */
export interface LazyMessages {
  /** What every language has that says all of it by itself, so that the base is not needed beside it. */
  readonly mark: string
  load(): Promise<Translation>
}

/** Bases of which all is there. */
const loaded = new WeakSet<LazyMessages>()
const loading = new WeakMap<LazyMessages, Promise<void>>()

/** Finds messages in the language of the element: its own `lang`, else the nearest ancestor's, else the browser's. */
export class Localization<Messages extends Translation> implements ReactiveController {
  readonly #host: HTMLElement & ReactiveControllerHost
  #unfollow: (() => void) | undefined
  readonly #base: string
  readonly #labels: () => LabelsOf<Messages>
  readonly #rest: LazyMessages | undefined
  /** All messages are needed by now. */
  #isReady = false
  /** The language that was shown last and has all messages. */
  #shown: string | null = null

  /**
   * `base`: what every missing message falls back to; `registerTranslation` adds further ones to it. `labels`: the host's own, as
   * they are now. `rest`: what `base` has besides, which is loaded for `ready()` where the language needs it.
   */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    base: Partial<Messages> & Translation,
    labels: () => LabelsOf<Messages>,
    rest?: LazyMessages,
  ) {
    registerTranslation(base)
    this.#host = host
    host.addController(this)
    this.#base = base.$code
    this.#labels = labels
    this.#rest = rest
  }

  hostConnected(): void {
    this.#unfollow = followTranslations(this.#host)
  }

  hostDisconnected(): void {
    this.#unfollow?.()
  }

  /**
   * Waits until every message is there. From then on a language that lacks some is shown only once the rest of the base is there, and the one
   * before until then. Rejects where that cannot be loaded; the next call tries again.
   */
  async ready(): Promise<void> {
    const lang = this.#findLanguage()
    this.#isReady = true
    if (!this.#isWhole(lang)) await this.#loadRest()
  }

  /**
   * The language of the words that are shown, as a tag for `lang` and for `Intl`: the one that is asked for, as in `de-ch`, where there are words
   * in it, else the base's.
   */
  lang(): string {
    const lang = this.#findLanguage()
    if (!this.#isReady) return lang
    if (this.#isWhole(lang)) return (this.#shown = lang)
    // Where it cannot be loaded, the language stays as it is; the next drawing tries again.
    this.#loadRest().catch(() => undefined)
    return this.#shown ?? lang
  }

  dir(): 'ltr' | 'rtl' {
    const dir = closestAttribute(this.#host, 'dir')?.toLowerCase()
    return dir === 'rtl' || dir === 'ltr' ? dir : this.textDirection()
  }

  /** The same as `lang()`. */
  language(): string {
    return this.lang()
  }

  /** The direction of the words that are shown; `dir()` is the one of the layout, which the host may set. */
  textDirection(): 'ltr' | 'rtl' {
    return this.#find('$dir') as 'ltr' | 'rtl'
  }

  /** The host's own label, else the message in the language found. */
  message<Key extends Texts<Messages> & string>(key: Key): Messages[Key] {
    const name: string = key
    return this.#read(key, this.#find(name) as Messages[Key])
  }

  /** The same for a message that is made from values. */
  formatter<Key extends Formatters<Messages> & string>(key: Key): Messages[Key] {
    const name: string = key
    return this.#read(key, ((...values: unknown[]) => this.#find(name, ...values)) as unknown as Messages[Key])
  }

  /** A language may lack a message that is newer than it. */
  #find(name: string, ...values: unknown[]): unknown {
    const found = findMessage(this.lang(), name) ?? findMessage(this.#base, name) ?? name
    return typeof found === 'function' ? (found as (...values: unknown[]) => unknown)(...values) : found
  }

  #findLanguage(): string {
    const asked = this.#asked()
    return findMessage(asked, '$code') === undefined ? this.#base : asked
  }

  /** Whether every message can be said in the language, or in the base. */
  #isWhole(lang: string): boolean {
    const rest = this.#rest
    return !rest || loaded.has(rest) || findMessage(lang, rest.mark) !== undefined
  }

  /** Once for all elements of the page. */
  #loadRest(): Promise<void> {
    const rest = this.#rest
    if (!rest) return Promise.resolve()
    const before = loading.get(rest)
    if (before) return before
    const now = rest
      .load()
      .then((messages) => {
        loaded.add(rest)
        registerTranslation(messages)
      })
      .finally(() => loading.delete(rest))
    loading.set(rest, now)
    return now
  }

  #asked(): string {
    const lang = closestAttribute(this.#host, 'lang') ?? navigator.language
    try {
      return new Intl.Locale(lang.replaceAll('_', '-')).toString().toLowerCase()
    } catch {
      // A lang that is no language tag says nothing.
      return this.#base
    }
  }

  #read<Key extends keyof Messages>(key: Key, found: Messages[Key]): Messages[Key] {
    return readLabel(this.#labels() as Partial<Messages>, key, found)
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
