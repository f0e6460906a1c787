import { adoptOwnStyles } from '@enhancedhr/element-kit'
import type { CSSResult, LitElement, ReactiveController } from 'lit'

/** Gives an element further styles while it is used: what is loaded later brings its own look along. */
export class LayerStyles implements ReactiveController {
  readonly #host: LitElement
  readonly #styles = new Set<CSSResult>()

  constructor(host: LitElement) {
    this.#host = host
    host.addController(this)
  }

  /** Adds styles after those that are there; the same ones again change nothing. */
  add(...styles: readonly CSSResult[]): void {
    const before = this.#styles.size
    for (const style of styles) this.#styles.add(style)
    if (this.#styles.size > before) this.adopt()
  }

  /** Once more, in the document that the element is in now. */
  adopt(): void {
    const { shadowRoot, constructor } = this.#host
    const { elementStyles } = constructor as typeof LitElement
    if (shadowRoot) adoptOwnStyles(shadowRoot, [...(elementStyles as CSSResult[]), ...this.#styles])
  }

  hostConnected(): void {
    if (this.#styles.size > 0) this.adopt()
  }
}
