import type { CSSResult } from 'lit'
import type { PlayerLocalization } from '../../i18n/localization.js'
import type { ChoicesStore } from '../../ports/choices-store.js'

/** What a dialog works with. */
export interface DialogPorts {
  readonly localization: PlayerLocalization
  readonly choices: ChoicesStore
  /** Adds the look of a dialog to the element. */
  addStyles(...styles: readonly CSSResult[]): void
  /** The learner wants captions to look otherwise. */
  captionsChanged(): void
  requestUpdate(): void
}
