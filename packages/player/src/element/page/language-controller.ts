import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { PlayerLocalization } from '../../i18n/localization.js'

/** Calls back when the words of an element have become others, by another `lang` or a language that came late, or are read the other way. */
export class LanguageController implements ReactiveController {
  readonly #localization: PlayerLocalization
  readonly #changed: () => void
  #shown: string

  constructor(host: ReactiveControllerHost, localization: PlayerLocalization, changed: () => void) {
    this.#localization = localization
    this.#changed = changed
    this.#shown = this.#read()
    host.addController(this)
  }

  hostUpdated(): void {
    const shown = this.#read()
    if (shown === this.#shown) return
    this.#shown = shown
    this.#changed()
  }

  #read(): string {
    const localization = this.#localization
    return [
      localization.lang(),
      localization.dir(),
      ...Object.values<string>({ ...localization.message('controls') }),
    ].join('\n')
  }
}
