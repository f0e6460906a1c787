import { every } from '@enhancedhr/element-kit'
import type { CallFailure } from '../core/access/call-failure.js'
import type { RenewalState } from '../core/access/token-renewal.js'
import type { Clock } from '../ports/clock.js'

/** What keeps playing from going on, as it is shown. */
export interface RenewalWait {
  readonly failure: CallFailure | null
  /** Whole seconds until it is tried again by itself; `null`: it is being tried, or only the learner can help. */
  readonly secondsLeft: number | null
  readonly busy: boolean
}

/** A wait shorter than this (1 s) needs no words. */
const SILENT_MS = 1_000
const SIGNED_OUT: CallFailure = { code: 'unauthenticated', retryable: false, retryAfter: null }

/** Counts down what is shown while playing waits for fresh tokens. */
export class RenewalCountdown {
  readonly #clock: Clock
  readonly #listener: { changed(): void }
  #stopTicking: (() => void) | undefined
  #blockedAt: number | null = null

  /** `changed` is called each second too. */
  constructor(clock: Clock, listener: { changed(): void }) {
    this.#clock = clock
    this.#listener = listener
  }

  /** What is shown in this state; `null` while playing can go on, or while the wait is too short for words. */
  read({ phase, failure, until }: RenewalState): RenewalWait | null {
    const now = this.#clock.monotonic()
    if (this.#blockedAt === null || phase === 'resting') return null
    if (!failure && phase !== 'stuck' && now - this.#blockedAt < SILENT_MS) return null
    const secondsLeft = phase === 'waiting' ? Math.max(0, Math.ceil((until - now) / 1000)) : null
    return { failure: phase === 'stuck' ? (failure ?? SIGNED_OUT) : failure, secondsLeft, busy: phase === 'asking' }
  }

  /** Whether playing is blocked now; `isNew`: there may be something else to show than before. */
  update(isBlocked: boolean, isNew: boolean): void {
    if (isBlocked === (this.#blockedAt !== null) && (!isBlocked || !isNew)) return
    this.#blockedAt = isBlocked ? (this.#blockedAt ?? this.#clock.monotonic()) : null
    this.#stopTicking?.()
    if (isBlocked) this.#stopTicking = every(1_000, () => this.#listener.changed())
    this.#listener.changed()
  }

  stop(): void {
    this.#stopTicking?.()
  }
}
