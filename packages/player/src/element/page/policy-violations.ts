import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { blocksLessonCode } from '../../core/playback/blocks-lesson-code.js'
import type { PolicyViolation } from '../../core/playback/policy-violation.js'

/** So many are kept (20): a page that blocks more than this says the same again and again. */
const MOST_UNREAD = 20

/** Hears what the page's content security policy blocks, and keeps it until there is a listener. */
export class PolicyViolations implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  readonly #blockedInside: () => void
  readonly #unread: PolicyViolation[] = []
  #listener: ((violation: PolicyViolation) => void) | undefined
  #listening: AbortController | undefined

  /** `blockedInside`: something of the element itself was blocked, and nobody listens yet. */
  constructor(host: ReactiveControllerHost & Element, blockedInside: () => void) {
    this.#host = host
    this.#blockedInside = blockedInside
    host.addController(this)
  }

  /** Hands on what was blocked, from the first violation on. */
  listen(listener: (violation: PolicyViolation) => void): void {
    this.#listener = listener
    for (const violation of this.#unread.splice(0)) listener(violation)
  }

  /** The directive that kept the lesson's code from being loaded, which is what would have listened. */
  get blockingLessonCode(): string | undefined {
    return this.#unread.find(blocksLessonCode)?.directive
  }

  hostConnected(): void {
    this.hostDisconnected()
    const { signal } = (this.#listening = new AbortController())
    // Requests are made by the page that the code runs in, and elements draw in the one that they are in.
    for (const page of new Set([document, this.#host.ownerDocument])) {
      page.addEventListener('securitypolicyviolation', (event) => this.#take(event), { signal })
    }
  }

  hostDisconnected(): void {
    this.#listening?.abort()
  }

  #take(event: SecurityPolicyViolationEvent): void {
    if (event.disposition !== 'enforce') return
    const { effectiveDirective: directive, blockedURI: blocked } = event
    const violation = { directive, blocked, isInside: event.composedPath().includes(this.#host) }
    if (this.#listener) return this.#listener(violation)
    if (this.#unread.length < MOST_UNREAD) this.#unread.push(violation)
    if (violation.isInside) this.#blockedInside()
  }
}
