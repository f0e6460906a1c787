import { nothing, type TemplateResult } from 'lit'
import type { EndPanel } from './end-panel.js'
import type { LayerContext } from './layer-context.js'
import { loadEndPanel } from './lazy-layers.js'

/** The panel at the end is loaded when so much of the lesson has gone by. */
const FETCHED_AT = 0.8

/** Knows when a lesson has ended, and has the panel loaded before that. */
export class EndController {
  readonly #context: LayerContext
  #panel: EndPanel | undefined
  #isLoading = false
  #hasEnded = false

  constructor(context: LayerContext) {
    this.#context = context
    const { element } = context
    element.addEventListener('timeupdate', () => {
      if (element.currentTime >= element.duration * FETCHED_AT) this.#load()
    })
    element.addEventListener('ended', () => this.#ended())
    for (const name of ['play', 'seeking']) element.addEventListener(name, () => this.#goesOn())
  }

  get isShown(): boolean {
    return this.#panel?.isShown ?? false
  }

  get spoken(): readonly string[] {
    return this.#panel?.spoken ?? []
  }

  /** Another lesson comes. */
  forget(): void {
    this.#hasEnded = false
    this.#panel?.forget()
  }

  render(): TemplateResult | typeof nothing {
    return this.#panel?.isShown ? this.#panel.render() : nothing
  }

  #ended(): void {
    this.#hasEnded = true
    if (this.#panel) this.#panel.show()
    else this.#load()
  }

  #goesOn(): void {
    this.#hasEnded = false
    this.#panel?.hide()
  }

  /** Where it cannot be loaded, the lesson ends without; the next time it is tried again. */
  #load(): void {
    if (this.#panel || this.#isLoading) return
    this.#isLoading = true
    loadEndPanel(this.#context)
      .then(
        (panel) => {
          this.#panel = panel
          if (this.#hasEnded) panel.show()
        },
        () => undefined,
      )
      .finally(() => (this.#isLoading = false))
  }
}
