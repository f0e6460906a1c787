import type { nothing, TemplateResult } from 'lit'
import type { PlaybackAdapter, PlayerAction } from '../../playback/playback-adapter.js'
import type { ChoicesStore } from '../../ports/choices-store.js'
import type { LessonHost } from '../lesson-host.js'
import type { LayerStyles } from './layer-styles.js'
import type { DialogPorts } from './dialog-ports.js'
import { LazyDialog } from './lazy-dialog.js'
import { loadCaptionSettings, loadKeyList } from './lazy-dialogs.js'

/** The player that the dialogs belong to, what the learner chose for it, and the styles of the element. */
export interface PlayerDialogsPorts {
  readonly choices: ChoicesStore
  readonly styles: LayerStyles
  adapter(): PlaybackAdapter | undefined
}

/** The dialogs that the controls of the player open: the list of keys and the settings of captions. */
export class PlayerDialogs {
  readonly #dialog: LazyDialog
  readonly #ports: DialogPorts

  constructor({ element, localization }: LessonHost, { choices, styles, adapter }: PlayerDialogsPorts) {
    this.#dialog = new LazyDialog(element, adapter)
    this.#ports = {
      ...{ localization, choices },
      addStyles: (...added) => styles.add(...added),
      captionsChanged: () => adapter()?.redrawCaptions(),
      requestUpdate: () => element.requestUpdate(),
    }
  }

  /** Opens what the learner asked for. An action that this does not know is for others to answer. */
  answer(action: PlayerAction): void {
    if (action === 'keys') this.#dialog.open(() => loadKeyList(this.#ports))
    if (action === 'caption-settings') this.#dialog.open(() => loadCaptionSettings(this.#ports))
  }

  /** `isFree`: nothing more important has to be read now. */
  render(isFree: boolean): TemplateResult | typeof nothing {
    return this.#dialog.render(isFree)
  }
}
