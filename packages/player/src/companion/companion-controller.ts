import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { pagePlayers } from '../element/page/page-players.js'
import type { CompanionPlayer } from './companion-player.js'
import { findPlayer } from './find-player.js'

/** The tag that most players have; others are found once anything of the page changes. */
const TAG = 'ehr-lesson-player'

/** What a companion does with its player. */
export interface CompanionListener {
  /** This is the player from now on; `signal` is aborted as soon as it is not any more. */
  attached(player: CompanionPlayer, signal: AbortSignal): void
  /** There is no player any more. */
  detached(): void
}

/**
 * Knows the player of a companion element while it is in the page (`findPlayer` says which): one that is defined or put in later,
 * one that takes the place of another, one that is removed, and a companion that is moved itself.
 */
export class CompanionController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #id: () => string | null
  readonly #listener: CompanionListener
  readonly #observer: MutationObserver
  #player: CompanionPlayer | null = null
  #attached: AbortController | undefined

  /** `id`: of the player, as the companion's `for` says it now; `null`: the nearest one. */
  constructor(host: ReactiveControllerHost & HTMLElement, id: () => string | null, listener: CompanionListener) {
    this.#host = host
    this.#id = id
    this.#listener = listener
    this.#observer = new MutationObserver(() => this.look())
    host.addController(this)
  }

  get player(): CompanionPlayer | null {
    return this.#player
  }

  hostConnected(): void {
    for (let root = this.#host.getRootNode(); ; root = (root as ShadowRoot).host.getRootNode()) {
      this.#observer.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: ['id'] })
      if (!('host' in root)) break
    }
    this.look()
    void this.#lookOnceDefined(TAG)
  }

  hostDisconnected(): void {
    this.#observer.disconnect()
    // What is only moved is back within the task, beside the same player or another one.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#take(null)
    })
  }

  /** Looks which player it is now. */
  look(): void {
    if (!this.#host.isConnected) return
    const players = pagePlayers() as unknown as ReadonlySet<CompanionPlayer>
    this.#take(findPlayer(this.#host, this.#id(), players))
  }

  #take(player: CompanionPlayer | null): void {
    if (player === this.#player) return
    this.#attached?.abort()
    this.#player = player
    if (player) {
      this.#attached = new AbortController()
      this.#listener.attached(player, this.#attached.signal)
    } else {
      this.#listener.detached()
    }
  }

  async #lookOnceDefined(tag: string): Promise<void> {
    await customElements.whenDefined(tag)
    this.look()
  }
}
