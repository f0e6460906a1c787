import type { ReactiveController, ReactiveControllerHost } from 'lit'

/** How far outside the viewport an element counts as near: half a screen, so that a scroll finds it loaded. */
const MARGIN = '50% 0px'

/** Knows whether its element has come near the viewport since it is in the page. */
export class ViewportVisibility implements ReactiveController {
  #host: ReactiveControllerHost & Element
  #observer: IntersectionObserver | undefined
  #near = false

  constructor(host: ReactiveControllerHost & Element) {
    this.#host = host
    host.addController(this)
  }

  get near(): boolean {
    return this.#near
  }

  hostConnected(): void {
    this.#observer = new IntersectionObserver((entries) => this.#look(entries), { rootMargin: MARGIN })
    this.#observer.observe(this.#host)
  }

  hostDisconnected(): void {
    this.#observer?.disconnect()
    this.#near = false
  }

  #look(entries: readonly IntersectionObserverEntry[]): void {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return
    this.#observer?.disconnect()
    this.#near = true
    this.#host.requestUpdate()
  }
}
