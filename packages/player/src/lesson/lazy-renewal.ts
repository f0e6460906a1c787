import { after } from '@enhancedhr/element-kit'
import { backoffDelay, TOKEN_BACKOFF } from '../core/access/backoff.js'
import { planTokens, toTerms } from '../core/access/token-terms.js'
import { LazyPart } from '../lazy-part.js'
import type { MediaLike } from '../ports/media.js'
import type { OpenedSession, RenewalController, RenewalListener, RenewalPorts } from './renewal-controller.js'

/** What may have changed with the media whenever one of these comes. */
const MEDIA_EVENTS = ['play', 'playing', 'pause', 'ended', 'seeking', 'waiting', 'timeupdate'] as const
/** What renews is loaded after this share of the tokens' lifetime: as much again goes by before it is needed. */
const LOADED_AFTER = 1 / 3
/** What renews is loaded at least so long before it is needed (30 s): at once, where tokens are good for less. */
const LOADED_AHEAD_MS = 30_000
/** Where something waits for it, it is given up after this long (8 s). */
const LONGEST_WAIT_MS = 8_000

/** What is loaded. */
interface RenewalCode {
  readonly RenewalController: typeof RenewalController
}

/**
 * Keeps the tokens of one session fresh, and playing within what counts. What renews them is loaded a third of their lifetime before
 * it is needed, and a lesson that ends before does without.
 *
 * Where it cannot be loaded it is asked for again, ever later and with the network's return. Where it is needed by then, another
 * session goes on at the same place: what asks for a grant is there. So nothing is played that does not count.
 */
export class LazyRenewal {
  readonly #session: OpenedSession
  readonly #ports: RenewalPorts
  readonly #listener: RenewalListener
  readonly #code: LazyPart<RenewalCode>
  readonly #leaving = new AbortController()
  readonly #began: { readonly now: number; readonly date: number }
  readonly #freshUntil: number
  #creditUntil: number
  #loadAt: number
  #failures = 0
  /** How far the server's clock went forward. */
  #stepped: number | undefined
  #isHeld = false
  #media: MediaLike | undefined
  #controller: RenewalController | undefined

  constructor(
    session: OpenedSession,
    ports: RenewalPorts,
    listener: RenewalListener,
    load: () => Promise<RenewalCode> = () => import('./renewal-controller.js'),
  ) {
    this.#session = session
    this.#ports = ports
    this.#listener = listener
    this.#code = new LazyPart(
      () =>
        load().catch((error: unknown) => {
          this.#failures += 1
          this.#loadAt = this.#now() + backoffDelay(this.#failures, ports.random(), TOKEN_BACKOFF)
          throw error
        }),
      (code) => this.#loaded(code),
    )
    const { clock, page } = ports
    this.#began = { now: clock.monotonic(), date: clock.date() }
    const { lifetime, freshUntil, creditUntil } = planTokens(toTerms(session.grant), session.since)
    this.#freshUntil = freshUntil
    this.#creditUntil = creditUntil
    this.#loadAt = Math.min(session.since + lifetime * LOADED_AFTER, freshUntil - LOADED_AHEAD_MS)
    const stopListening = page.listen((event) => {
      if (event === 'online') this.#online()
      else this.check()
    })
    this.#leaving.signal.addEventListener('abort', stopListening)
  }

  /** What renews, once it is there. */
  get current(): RenewalController | undefined {
    return this.#controller
  }

  /** Follows this media element. */
  attach(media: MediaLike): void {
    this.#media = media
    const { signal } = this.#leaving
    for (const name of MEDIA_EVENTS) media.addEventListener(name, () => this.check(), { signal })
    this.#controller?.attach(media)
    this.check()
  }

  /** Looks at clock and media, and does what is due. */
  check(): void {
    if (this.#controller) return this.#controller.check()
    if (this.#leaving.signal.aborted) return
    const now = this.#now()
    if (now >= this.#creditUntil) {
      this.#isHeld = true
      const { media } = this.#session
      media.hold('renewal')
      if (!media.paused) void this.#need()
    } else if (now >= this.#loadAt) void this.#code.want()
  }

  /** An address is about to be used: resolves when it may be; `null`: now. */
  fresh(): Promise<void> | null {
    if (this.#controller) return this.#controller.fresh()
    this.check()
    if (this.#now() < this.#freshUntil) return null
    return this.#need().then(() => this.#controller?.fresh() ?? undefined)
  }

  /** An address was refused; resolves with whether there are new ones. */
  async refused(): Promise<boolean> {
    await this.#code.want()
    return this.#controller?.refused() ?? false
  }

  /** The learner asks to try now. */
  retry(): void {
    if (this.#controller) this.#controller.retry()
    else this.#online()
  }

  /** The server's clock went forward, by so many milliseconds more than time passed: what is played now needs other tokens. */
  clockStepped(by: number): void {
    if (this.#controller) return this.#controller.clockStepped(by)
    const forward = Math.max(0, by)
    this.#stepped = (this.#stepped ?? 0) + forward
    this.#creditUntil -= forward
    this.#loadAt = 0
    this.check()
  }

  /** Asks no more; what waits learns that nothing comes. */
  stop(): void {
    this.#leaving.abort()
    this.#controller?.stop()
  }

  #online(): void {
    if (this.#controller) return this.#controller.online()
    // What could not be loaded may come now; what was not asked for yet is not due either.
    if (this.#failures > 0) this.#loadAt = 0
    this.check()
  }

  #loaded({ RenewalController }: RenewalCode): void {
    if (this.#leaving.signal.aborted) return
    const as = { began: this.#began, paused: this.#isHeld }
    const controller = (this.#controller = new RenewalController(this.#session, this.#ports, this.#listener, as))
    if (this.#media) controller.attach(this.#media)
    if (this.#stepped !== undefined) controller.clockStepped(this.#stepped)
    controller.check()
  }

  /** Nothing can go on without it. */
  async #need(): Promise<void> {
    await Promise.race([this.#code.want(), new Promise<void>((resolve) => after(LONGEST_WAIT_MS, resolve))])
    if (this.#controller || this.#leaving.signal.aborted) return
    this.stop()
    this.#listener.reopen()
  }

  /** The monotonic clock, and what it stood still for while the device slept. */
  #now(): number {
    const { clock } = this.#ports
    const now = clock.monotonic()
    const { now: then, date } = this.#began
    return now + Math.max(0, clock.date() - date - (now - then))
  }
}
