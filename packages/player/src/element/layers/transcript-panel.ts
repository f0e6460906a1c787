import type { LitElement, ReactiveController } from 'lit'
import type { LessonTranscriptElement } from '../../transcript/index.js'
import { loadTranscriptElement } from '../../lazy-calls.js'
import type { LayerStyles } from './layer-styles.js'

const TAG = 'ehr-lesson-transcript'

/** The player, and whether it is to show its transcript. */
type TranscriptHost = LitElement & { transcript: boolean }

/** Shows the lesson's transcript below the video while the player's `transcript` says so; its code is loaded by then. */
export class TranscriptPanel implements ReactiveController {
  readonly #host: TranscriptHost
  readonly #styles: LayerStyles
  #panel: LessonTranscriptElement | undefined
  #isLoading = false
  /** A learner has asked for it, and is to be brought there. */
  #isAsked = false

  constructor(host: TranscriptHost, styles: LayerStyles) {
    this.#host = host
    this.#styles = styles
    host.addController(this)
  }

  hostUpdated(): void {
    if (this.#host.transcript) this.#show()
    else this.#hide()
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

  #show(): void {
    if (!this.#panel && !this.#isLoading) void this.#load()
  }

  async #load(): Promise<void> {
    this.#isLoading = true
    try {
      const { LessonTranscriptElement, transcriptPanelStyles } = await loadTranscriptElement()
      if (!customElements.get(TAG)) LessonTranscriptElement.define(TAG)
      if (!this.#host.transcript) return
      this.#styles.add(transcriptPanelStyles)
      this.#place()
    } catch {
      // Without its code there is no transcript; the next update tries again.
    } finally {
      this.#isLoading = false
    }
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
