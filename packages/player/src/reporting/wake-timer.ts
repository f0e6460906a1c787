import type { Clock } from '../ports/clock.js'
import type { Timers } from '../ports/timers.js'

/** Runs something at a moment of the monotonic clock; another moment replaces the one before. */
export class WakeTimer {
  readonly #clock: Clock
  readonly #timers: Timers
  #cancel: (() => void) | undefined
  #isStopped = false

  constructor(clock: Clock, timers: Timers) {
    this.#clock = clock
    this.#timers = timers
  }

  set(at: number, run: () => void): void {
    this.#cancel?.()
    if (this.#isStopped) return
    this.#cancel = this.#timers.after(Math.max(0, at - this.#clock.monotonic()), () => {
      // A timer knows whole milliseconds only and may come a fraction early: then nothing would be sent, nor tried again.
      if (this.#clock.monotonic() < at) this.set(at, run)
      else run()
    })
  }

  cancel(): void {
    this.#cancel?.()
  }

  /** Nothing runs any more. */
  stop(): void {
    this.#isStopped = true
    this.#cancel?.()
  }
}
