import { nothing, type LitElement, type TemplateResult } from 'lit'
import type { Covered, DialogContent, DialogController } from './dialog-controller.js'

/** The place of one dialog at a time above the player; what shows them is loaded with the first. */
export class LazyDialog {
  readonly #host: LitElement
  readonly #player: () => Covered | undefined
  #controller: DialogController | undefined
  /** What was asked for last: what was loaded for an earlier wish is not shown. */
  #wanted: (() => Promise<DialogContent>) | undefined

  constructor(host: LitElement, player: () => Covered | undefined) {
    this.#host = host
    this.#player = player
  }

  /**
   * Opens what is loaded, unless another player has come meanwhile. Where loading fails, nothing opens, and the next wish tries again. Each wish
   * is a separate function.
   */
  open(load: () => Promise<DialogContent>): void {
    this.#wanted = load
    const player = this.#player()
    Promise.all([import('./dialog-controller.js'), load()]).then(
      ([{ DialogController }, content]) => {
        if (load !== this.#wanted || player !== this.#player()) return
        this.#controller ??= new DialogController(this.#host, this.#player)
        this.#controller.show(content)
      },
      () => undefined,
    )
  }

  /** `isFree`: nothing more important has to be read now. */
  render(isFree: boolean): TemplateResult | typeof nothing {
    return this.#controller?.render(isFree) ?? nothing
  }
}
