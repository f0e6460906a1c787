import { nothing, type TemplateResult } from 'lit'
import { LazyPart } from '../../lazy-part.js'
import type { EndPanel } from './end-panel.js'
import type { LayerContext } from './layer-context.js'
import { loadEndPanel } from './lazy-layers.js'

/** The panel at the end is loaded when so much of the lesson has gone by. */
const FETCHED_AT = 0.8

/** Knows when a lesson has ended, and has the panel loaded before that. */
export class EndController {
  /** Where it cannot be loaded, the lesson ends without. */
  readonly #panel: LazyPart<EndPanel>
  #hasEnded = false

  constructor(context: LayerContext) {
    const { element } = context
    this.#panel = new LazyPart(
      () => loadEndPanel(context),
      (panel) => this.#hasEnded && panel.show(),
    )
    element.addEventListener('timeupdate', () => {
      if (element.currentTime >= element.duration * FETCHED_AT) void this.#panel.want()
    })
    element.addEventListener('ended', () => this.#ended())
    for (const name of ['play', 'seeking']) element.addEventListener(name, () => this.#goesOn())
  }

  get isShown(): boolean {
    return this.#panel.current?.isShown ?? false
  }

  get spoken(): readonly string[] {
    return this.#panel.current?.spoken ?? []
  }

  /** Another lesson comes. */
  forget(): void {
    this.#hasEnded = false
    this.#panel.current?.forget()
  }

  render(): TemplateResult | typeof nothing {
    const panel = this.#panel.current
    return panel?.isShown ? panel.render() : nothing
  }

  #ended(): void {
    this.#hasEnded = true
    if (this.#panel.current) this.#panel.current.show()
    else void this.#panel.want()
  }

  #goesOn(): void {
    this.#hasEnded = false
    this.#panel.current?.hide()
  }
}
