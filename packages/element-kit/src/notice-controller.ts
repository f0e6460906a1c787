import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { after } from './timers.js'

/** How long a notice is shown (6 s): long enough to be read twice. */
const SHOWN_MS = 6_000

/** Holds words that are shown, and read out, for a while. The same words again stay longer and are not read out again. */
export class NoticeController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  #text: string | null = null
  #stopTimer: (() => void) | undefined

  constructor(host: ReactiveControllerHost) {
    this.#host = host
    host.addController(this)
  }

  get text(): string | null {
    return this.#text
  }

  show(text: string): void {
    this.#stopTimer?.()
    this.#stopTimer = after(SHOWN_MS, () => this.#set(null))
    this.#set(text)
  }

  hostDisconnected(): void {
    this.#stopTimer?.()
    this.#text = null
  }

  #set(text: string | null): void {
    if (text === this.#text) return
    this.#text = text
    this.#host.requestUpdate()
  }
}
