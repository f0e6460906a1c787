import { after, every } from '@enhancedhr/element-kit'
import { isGrant, type ApiResult } from '@enhancedhr/protocol/answers'
import type { Grant } from '@enhancedhr/protocol/wire'
import type { ApiClient } from '@enhancedhr/element-kit/api-client'
import type { Clock } from '../ports/clock.js'
import type { Random } from '../ports/random.js'
import { grantRequest } from './grant-request.js'
import { toCallFailure, type CallFailure } from '../core/access/call-failure.js'
import { stepGrant, type GrantEffect, type GrantEvent, type GrantOutcome, type GrantState } from './grant-state.js'

/** What the grant controller is given. */
export interface GrantPorts {
  readonly clock: Clock
  readonly random: Random
  /** Whether the lesson is only looked at, by somebody who manages it. */
  preview(): boolean
  /** Called whenever something that is shown may have changed, each second of a countdown included. */
  changed(): void
  /** `since`: when it was asked for, by the monotonic clock. */
  granted(grant: Grant, since: number): void
  failed(failure: CallFailure): void
}

/** Asks one handler for one lesson's grant, and again as often as it makes sense. */
export class GrantController {
  #ports: GrantPorts
  #state: GrantState = { phase: 'idle' }
  #target: { api: ApiClient; lessonId: string } | undefined
  #call: AbortController | undefined
  #askedAt = 0
  #askedBefore: number | undefined
  #stopWaiting: (() => void) | undefined
  #stopTicking: (() => void) | undefined

  constructor(ports: GrantPorts) {
    this.#ports = ports
  }

  get state(): GrantState {
    return this.#state
  }

  /** Whole seconds until it asks again by itself; `null` when it does not wait. */
  get secondsLeft(): number | null {
    if (this.#state.phase !== 'waiting') return null
    return Math.max(0, Math.ceil((this.#state.until - this.#ports.clock.monotonic()) / 1000))
  }

  /**
   * Asks for this lesson; whatever was under way for another one is aborted, and its answer is not used. `askedAt`: when it was
   * asked for, where that was before this call.
   */
  start(api: ApiClient, lessonId: string, askedAt?: number): void {
    this.stop()
    this.#askedBefore = askedAt
    this.#target = { api, lessonId }
    this.#send({ type: 'start' })
  }

  /** Asks now, because somebody wants so. */
  retry(): void {
    if (this.#target) this.#send({ type: 'start' })
  }

  online(): void {
    this.#send({ type: 'online' })
  }

  signInChanged(): void {
    this.#send({ type: 'sign-in-changed' })
  }

  stop(): void {
    this.#send({ type: 'stop' })
    this.#target = undefined
  }

  #send(event: GrantEvent): void {
    const { state, effects } = stepGrant(this.#state, event)
    this.#state = state
    this.#tick(state.phase === 'waiting')
    this.#ports.changed()
    for (const effect of effects) this.#run(effect)
  }

  #run(effect: GrantEffect): void {
    switch (effect.type) {
      case 'ask':
        this.#cancel()
        void this.#ask()
        break
      case 'wait':
        this.#stopWaiting = after(effect.milliseconds, () => this.#send({ type: 'due' }))
        break
      case 'cancel':
        this.#cancel()
        break
      case 'hand-over':
        this.#ports.granted(effect.grant, this.#askedAt)
        break
      case 'report':
        this.#ports.failed(effect.failure)
        break
    }
  }

  async #ask(): Promise<void> {
    if (!this.#target) return
    const { api, lessonId } = this.#target
    const call = (this.#call = new AbortController())
    this.#askedAt = this.#askedBefore ?? this.#ports.clock.monotonic()
    this.#askedBefore = undefined
    const { path, body } = grantRequest(lessonId, this.#ports.preview())
    const result = await api.post(path, body, isGrant, { signal: call.signal })
    if (call.signal.aborted) return
    const { clock, random } = this.#ports
    this.#send({ type: 'answered', outcome: readOutcome(result, lessonId), now: clock.monotonic(), random: random() })
  }

  #cancel(): void {
    this.#call?.abort()
    this.#stopWaiting?.()
  }

  #tick(wanted: boolean): void {
    this.#stopTicking?.()
    this.#stopTicking = wanted ? every(1_000, () => this.#ports.changed()) : undefined
  }
}

function readOutcome(result: ApiResult<Grant>, lessonId: string): GrantOutcome {
  if (result.kind === 'signed-out') return { kind: 'signed-out' }
  if (result.kind === 'answer' && result.body.lesson.id === lessonId) return { kind: 'granted', grant: result.body }
  return { kind: 'failed', failure: toCallFailure(result) }
}
