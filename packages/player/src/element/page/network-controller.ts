import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** Draws its element again when the network goes or comes back, and says when it comes back. */
export class NetworkController implements ReactiveController {
  readonly #host: ReactiveControllerHost
  readonly #online: () => void
  #listening: AbortController | undefined

  constructor(host: ReactiveControllerHost, online: () => void) {
    this.#host = host
    this.#online = online
    host.addController(this)
  }

  hostConnected(): void {
    this.hostDisconnected()
    const { signal } = (this.#listening = new AbortController())
    window.addEventListener('online', () => this.#online(), { signal })
    for (const name of ['online', 'offline']) {
      window.addEventListener(name, () => this.#host.requestUpdate(), { signal })
    }
  }

  hostDisconnected(): void {
    this.#listening?.abort()
  }
}
