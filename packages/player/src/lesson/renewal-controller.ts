import { renewalSchema, type Grant, type Renewal } from '@enhancedhr/protocol/wire'
import {
  createRenewal,
  isFresh,
  renewal,
  type Moment,
  type RenewalEffect,
  type RenewalEvent,
  type RenewalOutcome,
  type RenewalState,
  type RenewalTrouble,
} from '../core/access/token-renewal.js'
import { isReopened } from '../core/access/session-end.js'
import type { ApiClient, ApiResult, Clock, MediaLike, PageLike, Random } from '../ports.js'
import { after, every } from '../timers.js'
import { toCallFailure } from '../core/access/call-failure.js'

/** What the renewal controller is given. */
export interface RenewalPorts {
  readonly clock: Clock
  readonly random: Random
  readonly page: PageLike
  /** Whether somebody plays, or wants to as soon as it goes on. */
  wanted(): boolean
  /** Something that is shown may have changed, each second of a countdown included. */
  changed(): void
  /** Fresh tokens; those before are good for so many more milliseconds. */
  renewed(answer: Renewal, goodFor: number): void
  /** Playing has to wait: nothing that is played now would count. */
  hold(): void
  release(): void
  troubled(trouble: RenewalTrouble): void
  /** The learner may not watch this any more. */
  ended(trouble: RenewalTrouble): void
  /** The session is over; a new one may go on. */
  reopen(): void
}

/** What keeps playing from going on, as it is shown. */
export interface RenewalWait {
  readonly trouble: RenewalTrouble | null
  /** Whole seconds until it is tried again by itself; `null`: it is being tried, or only the learner can help. */
  readonly secondsLeft: number | null
  readonly busy: boolean
}

/** What may have changed with the media whenever one of these comes. */
const MEDIA_EVENTS = ['play', 'playing', 'pause', 'ended', 'seeking', 'waiting', 'timeupdate'] as const
/** A wait shorter than this (1 s) needs no words. */
const SILENT_MS = 1_000
const HAVE_FUTURE_DATA = 3
const SIGNED_OUT: RenewalTrouble = { code: 'unauthenticated', retryable: false, retryAfter: null }

/** Keeps the tokens of one session fresh while it plays, and playing within what counts. */
export class RenewalController {
  readonly #ports: RenewalPorts
  readonly #api: ApiClient
  readonly #sessionId: string
  readonly #leaving = new AbortController()
  #state: RenewalState
  #media: MediaLike | undefined
  #call: AbortController | undefined
  #stopTimer: (() => void) | undefined
  #stopTicking: (() => void) | undefined
  #blockedAt: number | null = null
  /** Requests that wait for addresses. */
  #waiting: ((renewed: boolean) => void)[] = []

  /** `since`: when the grant was asked for, by the monotonic clock. */
  constructor(api: ApiClient, grant: Grant, since: number, ports: RenewalPorts) {
    this.#ports = ports
    this.#api = api
    this.#sessionId = grant.session_id
    const { signal } = this.#leaving
    this.#state = createRenewal(toTerms(grant), since, this.#moment())
    const stopListening = ports.page.listen((event) => {
      if (event === 'online') this.#send({ type: 'online' })
      else this.check()
    })
    signal.addEventListener('abort', stopListening)
  }

  /** What is shown while playing cannot go on; `null` while it can, or while it is too short for words. */
  get wait(): RenewalWait | null {
    const { phase, trouble, until } = this.#state
    const { clock } = this.#ports
    if (this.#blockedAt === null || phase === 'resting') return null
    if (!trouble && phase !== 'stuck' && clock.monotonic() - this.#blockedAt < SILENT_MS) return null
    const secondsLeft = phase === 'waiting' ? Math.max(0, Math.ceil((until - clock.monotonic()) / 1000)) : null
    return { trouble: phase === 'stuck' ? (trouble ?? SIGNED_OUT) : trouble, secondsLeft, busy: phase === 'asking' }
  }

  get held(): boolean {
    return this.#state.held
  }

  /** Follows this media element. */
  attach(media: MediaLike): void {
    this.#media = media
    for (const name of MEDIA_EVENTS) {
      media.addEventListener(name, () => this.check(), { signal: this.#leaving.signal })
    }
    this.check()
  }

  /** Looks at clock and media, and does what is due. */
  check(): void {
    this.#send({ type: 'wants', wanted: this.#ports.wanted() })
    // Started past the element, by the keys of a keyboard or a window of its own.
    if (this.#state.held && this.#media?.paused === false) this.#ports.hold()
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
  press(): void {
    this.#send({ type: 'pressed' })
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

  /** Asks no more; what waits is told that nothing comes. */
  stop(): void {
    this.#leaving.abort()
    this.#call?.abort()
    this.#stopTimer?.()
    this.#stopTicking?.()
    this.#settleWaiting(false)
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
        this.#ports.hold()
        break
      case 'release':
        this.#ports.release()
        break
      case 'tell':
        this.#ports.troubled(effect.trouble)
        break
      case 'end':
        this.stop()
        this.#ports.ended(effect.trouble)
        break
      case 'reopen':
        this.stop()
        this.#ports.reopen()
        break
    }
  }

  async #ask(): Promise<void> {
    this.#call?.abort()
    const { signal } = (this.#call = new AbortController())
    const result = await this.#api.post('/v1/tokens', { session_id: this.#sessionId }, renewalSchema, { signal })
    if (signal.aborted) return
    const random = this.#ports.random()
    if (result.kind !== 'answer' || result.body.session_id !== this.#sessionId) {
      this.#send({ type: 'answered', outcome: readOutcome(result), random })
      return
    }
    const goodFor = this.#state.freshUntil - this.#moment().now
    // Before playing goes on: what waits for the right time is sealed by it.
    this.#ports.renewed(result.body, goodFor)
    this.#send({ type: 'answered', outcome: { kind: 'renewed', terms: toTerms(result.body) }, random })
    this.#settleWaiting(true)
  }

  #settleWaiting(renewed: boolean): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const settle of waiting) settle(renewed)
  }

  #moment(): Moment {
    const { clock } = this.#ports
    return { now: clock.monotonic(), date: clock.date() }
  }

  #show(before: RenewalState): void {
    const media = this.#media
    const starved = media !== undefined && !media.paused && media.readyState < HAVE_FUTURE_DATA
    const blocked = this.#state.phase !== 'resting' && (starved || (this.#state.held && this.#ports.wanted()))
    if (blocked === (this.#blockedAt !== null) && (!blocked || before === this.#state)) return
    this.#blockedAt = blocked ? (this.#blockedAt ?? this.#moment().now) : null
    this.#stopTicking?.()
    if (blocked) this.#stopTicking = every(1_000, () => this.#ports.changed())
    this.#ports.changed()
  }
}

type WithoutMoment<Event> = Event extends unknown ? Omit<Event, keyof Moment> : never

function toTerms(told: Pick<Grant, 'playback' | 'credit_window'>) {
  return { lifetime: told.playback.lifetime * 1000, creditWindow: told.credit_window * 1000 }
}

function readOutcome(result: ApiResult): RenewalOutcome {
  if (result.kind === 'signed-out') return { kind: 'signed-out', trouble: null }
  const trouble = toCallFailure(result)
  if (result.kind !== 'problem') return { kind: 'trouble', trouble }
  const { status, code } = result
  if (status === 401) return { kind: 'signed-out', trouble }
  if (code === 'session_not_found' || isReopened(code)) return { kind: 'session-over' }
  if (status === 403 || status === 404) return { kind: 'ended', trouble }
  return { kind: 'trouble', trouble }
}
