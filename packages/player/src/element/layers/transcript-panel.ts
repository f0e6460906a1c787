import type { LitElement, ReactiveController } from 'lit'
import { loadTranscriptPart } from '../../lazy-calls.js'
import { LazyPart } from '../../lazy-part.js'
import { dispatchHostEvent } from '../dispatch-host-event.js'
import type { LayerStyles } from './layer-styles.js'
import type { PlacedTranscript } from './transcript-part.js'

/** The player, and whether it is to show its transcript. */
type TranscriptHost = LitElement & { transcript: boolean }

/** Shows the lesson's transcript below the video while the player's `transcript` says so; its code is loaded by then. */
export class TranscriptPanel implements ReactiveController {
  readonly #host: TranscriptHost
  readonly #part: LazyPart<PlacedTranscript>
  /** A learner has asked for it, and is to be brought there. */
  #isAsked = false

  constructor(host: TranscriptHost, styles: LayerStyles) {
    this.#host = host
    this.#part = new LazyPart(
      async () => new (await loadTranscriptPart()).PlacedTranscript(host, styles),
      () => this.hostUpdated(),
    )
    host.addController(this)
  }

  hostUpdated(): void {
    const { transcript } = this.#host
    if (transcript) void this.#part.want()
    if (!this.#part.current) return
    this.#part.current.show(transcript, this.#isAsked)
    this.#isAsked = false
  }

  /**
   * A learner asked for the transcript, or for its end. A transcript elsewhere on the page, or the page itself, may show it instead:
   * both hear of it by `ehr-transcript`.
   */
  ask(): void {
    const isOurs = dispatchHostEvent(this.#host, 'ehr-transcript', null, true)
    if (isOurs) this.#host.transcript = this.#isAsked = !this.#host.transcript
  }
}
