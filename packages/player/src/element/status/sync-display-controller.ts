import { after } from '@enhancedhr/element-kit'
import type { ReactiveController, ReactiveControllerHost } from 'lit'
import {
  displaySync,
  dueAt,
  NOTHING_TO_SAY,
  type SyncDisplay,
  type SyncDisplayEvent,
  type SyncReading,
  type SyncShown,
} from '../../core/reporting/sync-display.js'
import type { Clock } from '../../ports/clock.js'

/** Holds what the learner sees of evidence, and lets it change when its time has come. */
export class SyncDisplayController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #clock: Pick<Clock, 'monotonic'>
  #display: SyncDisplay = NOTHING_TO_SAY
  #stopTimer: (() => void) | undefined

  constructor(host: ReactiveControllerHost, clock: Pick<Clock, 'monotonic'>) {
    this.#host = host
    this.#clock = clock
    host.addController(this)
  }

  get shown(): SyncShown {
    return this.#display.shown
  }

  read(reading: SyncReading): void {
    this.#take({ type: 'read', reading, now: this.#clock.monotonic() })
  }

  acknowledged(): void {
    this.#take({ type: 'acknowledged', now: this.#clock.monotonic() })
  }

  /** Another lesson comes: nothing of this one is shown any more. */
  forget(): void {
    this.#show(NOTHING_TO_SAY)
  }

  hostConnected(): void {
    this.#show(this.#display)
  }

  hostDisconnected(): void {
    this.#stopTimer?.()
  }

  #take(event: SyncDisplayEvent): void {
    this.#show(displaySync(this.#display, event))
  }

  #show(display: SyncDisplay): void {
    const before = this.#display.shown
    this.#display = display
    this.#stopTimer?.()
    const at = dueAt(display)
    if (at !== null) this.#stopTimer = after(at - this.#clock.monotonic(), () => this.#due(at))
    const { word, loud } = display.shown
    if (word !== before.word || loud !== before.loud) this.#host.requestUpdate()
  }

  /** A timer may come a fraction early. */
  #due(at: number): void {
    this.#take({ type: 'due', now: Math.max(at, this.#clock.monotonic()) })
  }
}
