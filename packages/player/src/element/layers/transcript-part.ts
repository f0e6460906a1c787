import type { LessonTranscriptElement as Transcript } from '../../transcript/index.js'
import { LessonTranscriptElement } from '../../transcript/index.js'
import type { LayerStyles } from './layer-styles.js'
import { transcriptPanelStyles } from './transcript-panel-styles.js'

const TAG = 'ehr-lesson-transcript'

/** Places the transcript below the video of a player, and takes it away. */
export class PlacedTranscript {
  readonly #host: HTMLElement
  #panel: Transcript | undefined

  constructor(host: HTMLElement, styles: LayerStyles) {
    this.#host = host
    if (!customElements.get(TAG)) LessonTranscriptElement.define(TAG)
    styles.add(transcriptPanelStyles)
  }

  /** `isAsked`: a learner has asked for it, and is brought there once it is placed. */
  show(isShown: boolean, isAsked: boolean): void {
    if (isShown === Boolean(this.#panel)) return
    this.#panel?.remove()
    this.#panel = undefined
    if (!isShown) return
    const panel = (this.#panel = this.#host.ownerDocument.createElement(TAG))
    panel.part.add('transcript')
    this.#host.shadowRoot?.append(panel)
    // The lesson has begun, or its code would not be here.
    panel.load()
    if (isAsked) panel.focus()
  }
}
