import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { CorrectionLimit } from '../../core/playback/correction-limit.js'
import { pagePlayers, type PagePlayer } from './page-players.js'

/** What the controller asks of its player. */
export interface OneOfMany extends PagePlayer {
  /** Starting this one pauses nobody. */
  readonly noPauseOthers: boolean
}

/** Pauses the other lesson players of the page when its own starts, unless its own leaves them alone. */
export class OneAtATimeController implements ReactiveController {
  readonly #host: EventTarget & OneOfMany
  readonly #clock: { monotonic(): number }
  /** Two players that a page starts again whenever they pause would otherwise pause each other without end. */
  readonly #limit = new CorrectionLimit()

  constructor(host: ReactiveControllerHost & EventTarget & OneOfMany, clock: { monotonic(): number }) {
    this.#host = host
    this.#clock = clock
    host.addController(this)
    host.addEventListener('play', () => this.#started())
  }

  hostConnected(): void {
    pagePlayers().add(this.#host)
  }

  /** Also of an element that is moved: it is back within the task, and nobody holds one that does not come back. */
  hostDisconnected(): void {
    pagePlayers().delete(this.#host)
  }

  #started(): void {
    if (this.#host.noPauseOthers) return
    const others = [...pagePlayers()].filter((player) => player !== this.#host && !player.paused)
    if (others.length === 0 || this.#limit.take(this.#clock.monotonic()) !== 'correct') return
    for (const other of others) other.pause()
  }
}
