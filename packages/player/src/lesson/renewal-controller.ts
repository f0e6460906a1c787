import { after } from '@enhancedhr/element-kit'
import type { Grant, Renewal } from '@enhancedhr/protocol/wire'
import {
  createRenewal,
  isFresh,
  renewal,
  type Moment,
  type RenewalEffect,
  type RenewalEvent,
  type RenewalState,
} from '../core/access/token-renewal.js'
import { toTerms } from '../core/access/token-terms.js'
import type { CallFailure } from '../core/access/call-failure.js'
import type { ApiClient } from '@enhancedhr/element-kit/api-client'
import type { Clock } from '../ports/clock.js'
import type { MediaLike } from '../ports/media.js'
import type { PageLike } from '../ports/page.js'
import type { Random } from '../ports/random.js'
import type { RememberedMedia } from '../playback/media/remembered-media.js'
import { RenewalCountdown, type RenewalWait } from './renewal-countdown.js'
import { requestRenewal } from './renewal-request.js'

/** The shells that renewing works with. */
export interface RenewalPorts {
  readonly clock: Clock
  readonly random: Random
  readonly page: PageLike
}

/** The watch session whose tokens are renewed. */
export interface OpenedSession {
  readonly api: ApiClient
  readonly grant: Grant
  /** When the grant was asked for, by the monotonic clock. */
  readonly since: number
  /** What plays, and is held where nothing that is played would count. */
  readonly media: Pick<RememberedMedia, 'current' | 'hold' | 'paused' | 'release'>
}

/** What renewing comes to. */
export interface RenewalListener {
  /** Something that is shown may have changed, each second of a countdown included. */
  changed(): void
  /** Fresh tokens; those before are good for so many more milliseconds. */
  renewed(answer: Renewal, goodFor: number): void
  failed(failure: CallFailure): void
  /** The learner may not watch this any more. */
  ended(failure: CallFailure): void
  /** The session is over; a new one may go on. */
  reopen(): void
}

const HAVE_FUTURE_DATA = 3

/** Keeps the tokens of one session fresh while it plays, and playing within what counts. */
export class RenewalController {
  readonly #ports: RenewalPorts
  readonly #listener: RenewalListener
  readonly #session: OpenedSession
  readonly #countdown: RenewalCountdown
  readonly #leaving = new AbortController()
  #state: RenewalState
  #media: MediaLike | undefined
  #call: AbortController | undefined
  #stopTimer: (() => void) | undefined
  /** Requests that wait for addresses. */
  #waiting: ((renewed: boolean) => void)[] = []

  /** `began`: when the grant came. `paused`: playing is held already. */
  constructor(
    session: OpenedSession,
    ports: RenewalPorts,
    listener: RenewalListener,
    { began, paused }: { readonly began: Moment; readonly paused: boolean },
  ) {
    this.#ports = ports
    this.#listener = listener
    this.#session = session
    this.#countdown = new RenewalCountdown(ports.clock, listener)
    const { grant, since } = session
    this.#state = createRenewal(toTerms(grant), since, began, { paused })
  }

  /** What is shown while playing cannot go on; `null` while it can, or while it is too short for words. */
  get wait(): RenewalWait | null {
    return this.#countdown.read(this.#state)
  }

  /** Follows this media element. */
  attach(media: MediaLike): void {
    this.#media = media
    this.check()
  }

  /** Looks at clock and media, and does what is due. */
  check(): void {
    this.#send({ type: 'wants', wanted: this.#isWanted })
    // Started past the element, by the keys of a keyboard or another window.
    if (this.#state.paused && this.#media?.paused === false) this.#session.media.hold('renewal')
  }

  /** An address is about to be used: resolves when it may be; `null`: now. */
  fresh(): Promise<void> | null {
    this.#send({ type: 'needs' })
    const { now } = this.#moment()
    if (isFresh(this.#state, now) || this.#state.phase === 'over') return null
    return new Promise((resolve) => this.#waiting.push(() => resolve()))
  }

  /** An address was refused; resolves with whether there are new ones. */
  refused(): Promise<boolean> {
    this.#send({ type: 'refused' })
    if (!this.#state.needed || this.#state.phase === 'over') return Promise.resolve(false)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** The learner asks to try now. */
  retry(): void {
    this.#send({ type: 'forced' })
  }

  /** The network is back. */
  online(): void {
    this.#send({ type: 'online' })
  }

  signInChanged(): void {
    this.#send({ type: 'signed-in' })
  }

  /** The server's clock went forward, by so many milliseconds more than time passed: what is played now needs other tokens. */
  clockStepped(by: number): void {
    this.#send({ type: 'stepped', by })
  }

  /** Nobody is signed in, as far as tokens go. */
  get signedOut(): boolean {
    return this.#state.phase === 'stuck'
  }

  /** Asks no more; what waits learns that nothing comes. */
  stop(): void {
    this.#leaving.abort()
    this.#call?.abort()
    this.#stopTimer?.()
    this.#countdown.stop()
    this.#answerWaiting(false)
  }

  #send(event: WithoutMoment<RenewalEvent>): void {
    if (this.#leaving.signal.aborted) return
    const before = this.#state
    const { state, effects } = renewal(before, { ...event, ...this.#moment() })
    this.#state = state
    for (const effect of effects) this.#run(effect)
    this.#show(before)
  }

  #run(effect: RenewalEffect): void {
    switch (effect.type) {
      case 'ask':
        void this.#ask()
        break
      case 'check-at':
        this.#stopTimer?.()
        if (effect.at === null) break
        this.#stopTimer = after(effect.at - this.#moment().now, () => this.check())
        break
      case 'hold':
        this.#session.media.hold('renewal')
        break
      case 'release':
        this.#session.media.release('renewal')
        break
      case 'report':
        this.#listener.failed(effect.failure)
        break
      case 'end':
        this.stop()
        this.#listener.ended(effect.failure)
        break
      case 'reopen':
        this.stop()
        this.#listener.reopen()
        break
    }
  }

  async #ask(): Promise<void> {
    this.#call?.abort()
    const { signal } = (this.#call = new AbortController())
    const { api, grant } = this.#session
    const { answer, outcome } = await requestRenewal(api, grant.session_id, signal)
    if (signal.aborted) return
    // Before playing goes on: what waits for the right time is sealed by it.
    if (answer) this.#listener.renewed(answer, this.#state.freshUntil - this.#moment().now)
    this.#send({ type: 'answered', outcome, random: this.#ports.random() })
    if (answer) this.#answerWaiting(true)
  }

  #answerWaiting(renewed: boolean): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const answer of waiting) answer(renewed)
  }

  /** Whether somebody plays, or wants to as soon as it goes on. */
  get #isWanted(): boolean {
    const { media } = this.#session
    return !media.paused && !media.current?.ended
  }

  #moment(): Moment {
    const { clock } = this.#ports
    return { now: clock.monotonic(), date: clock.date() }
  }

  #show(before: RenewalState): void {
    const media = this.#media
    const starved = media !== undefined && !media.paused && media.readyState < HAVE_FUTURE_DATA
    const blocked = this.#state.phase !== 'resting' && (starved || (this.#state.paused && this.#isWanted))
    this.#countdown.update(blocked, before !== this.#state)
  }
}

type WithoutMoment<Event> = Event extends unknown ? Omit<Event, keyof Moment> : never
