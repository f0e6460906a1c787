import type { LitElement, ReactiveController } from 'lit'
import type { LessonTranscriptElement } from '../../transcript/index.js'
import { loadTranscriptElement } from '../../lazy-calls.js'
import { LazyPart } from '../../lazy-part.js'
import type { LayerStyles } from './layer-styles.js'

const TAG = 'ehr-lesson-transcript'

/** The player, and whether it is to show its transcript. */
type TranscriptHost = LitElement & { transcript: boolean }

/** Shows the lesson's transcript below the video while the player's `transcript` says so; its code is loaded by then. */
export class TranscriptPanel implements ReactiveController {
  readonly #host: TranscriptHost
  readonly #styles: LayerStyles
  readonly #part = new LazyPart(loadTranscriptElement, ({ LessonTranscriptElement, transcriptPanelStyles }) => {
    if (!customElements.get(TAG)) LessonTranscriptElement.define(TAG)
    this.#styles.add(transcriptPanelStyles)
    if (this.#host.transcript) this.#place()
  })
  #panel: LessonTranscriptElement | undefined
  /** A learner has asked for it, and is to be brought there. */
  #isAsked = false

  constructor(host: TranscriptHost, styles: LayerStyles) {
    this.#host = host
    this.#styles = styles
    host.addController(this)
  }

  hostUpdated(): void {
    if (!this.#host.transcript) this.#hide()
    else if (!this.#part.current) void this.#part.want()
    else if (!this.#panel) this.#place()
  }

  /**
   * A learner asked for the transcript, or for its end. A transcript elsewhere on the page, or the page itself, may show it instead:
   * both hear of it by `ehr-transcript`.
   */
  ask(): void {
    const event = new CustomEvent('ehr-transcript', { bubbles: true, composed: true, cancelable: true })
    if (!this.#host.dispatchEvent(event)) return
    this.#isAsked = !this.#host.transcript
    this.#host.transcript = this.#isAsked
  }

  #place(): void {
    const panel = (this.#panel = this.#host.ownerDocument.createElement(TAG))
    panel.part.add('transcript')
    this.#host.shadowRoot?.append(panel)
    // The lesson has begun, or its code would not be here.
    panel.load()
    if (this.#isAsked) panel.focus()
    this.#isAsked = false
  }

  #hide(): void {
    this.#panel?.remove()
    this.#panel = undefined
  }
}
