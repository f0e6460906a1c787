import { reduceUpload } from '../../src/core/upload/reduce-upload.js'
import type { TransferAnswer, UploadEffect, UploadEvent, UploadView } from '../../src/core/upload/upload-events.js'
import { GRAIN, NO_UPLOAD, type KeptUpload, type UploadState } from '../../src/core/upload/upload-state.js'

type Step = Extract<UploadEffect, { readonly type: 'step' }>

/** What goes wrong with the next thing that is done. */
export type Fault = 'cut' | 'fine' | 'lost-answer' | 'not-sent' | 'server-error' | 'wait-offline'

/** A receiver of files, a handler and a page with virtual time; `fault` says how the next step goes. */
export class SimulatedUpload {
  readonly size: number
  state: UploadState = NO_UPLOAD
  /** Bytes that the receiver has. */
  received = 0
  isComplete = false
  made = 0
  cancelled: string[] = []
  kept: KeptUpload | null = null
  /** Everything that was written, in order. */
  readonly writes: (readonly [from: number, to: number])[] = []
  readonly #pending: (Step | { readonly type: 'due'; readonly turn: number })[] = []
  #now = 0
  #server = 'none'
  digest = 'd'

  constructor(size: number) {
    this.size = size
  }

  send(event: UploadEvent): void {
    const { state, effects } = reduceUpload(this.state, event, { now: this.#now, random: 0.5, online: true })
    this.state = state
    for (const effect of effects) {
      if (effect.type === 'step') this.#pending.push(effect)
      else if (effect.type === 'wait') this.#pending.push({ type: 'due', turn: effect.turn })
      else if (effect.type === 'stop') this.#pending.length = 0
      else if (effect.type === 'keep') this.kept = { ...effect.upload, lessonId: 'l' }
      else if (effect.type === 'forget') this.kept = null
      else if (effect.type === 'cancel') {
        this.cancelled.push(effect.uploadId)
        this.#server = 'cancelled'
      }
    }
  }

  choose(size = this.size, lastModified = 1): void {
    const file = { name: 'film.mp4', size, type: 'video/mp4', lastModified }
    this.send({ type: 'chosen', file, rules: { accept: 'video/*', maxSize: null } })
  }

  /** The page is loaded again: what the device keeps is all that is left. */
  reload(): void {
    this.#pending.length = 0
    this.state = NO_UPLOAD
    if (this.kept) this.send({ type: 'kept', upload: this.kept })
  }

  get isIdle(): boolean {
    return this.#pending.length === 0
  }

  /** Does what comes next; whether there was anything. */
  step(fault: Fault = 'fine'): boolean {
    const next = this.#pending.shift()
    if (!next) return false
    this.#now += 1_000
    if (next.type === 'due') this.send(next)
    else this.#answer(next, fault)
    return true
  }

  #answer(effect: Step, fault: Fault): void {
    const { turn, step } = effect
    const fails = fault !== 'fine'
    const failure = { code: 'unreachable', retryable: true, retryAfter: null, unanswered: true }
    if (step === 'examine') return this.send({ type: 'examined', turn, digest: this.digest })
    if (step === 'create') {
      if (this.#server === 'waiting') {
        const inProgress = { code: 'upload_in_progress', retryable: false, retryAfter: null, unanswered: false }
        return this.send({ type: 'call-failed', turn, failure: inProgress })
      }
      if (fault !== 'not-sent') {
        this.made += 1
        this.#server = 'waiting'
      }
      return fails
        ? this.send({ type: 'call-failed', turn, failure })
        : this.send({ type: 'created', turn, upload: this.view(), pieceLimit: 4 * GRAIN })
    }
    if (step === 'ask' || step === 'send') {
      const answer = this.#transfer(effect, fault)
      return this.send({ type: 'transferred', turn, answer, took: 100 })
    }
    if (fails) return this.send({ type: 'call-failed', turn, failure })
    if (step === 'find') return this.send({ type: 'created', turn, upload: this.view(), pieceLimit: null })
    if (step === 'clear') {
      this.#server = 'none'
      this.received = 0
      return this.send({ type: 'cleared', turn })
    }
    if (this.isComplete && this.#server === 'waiting') this.#server = 'processing'
    else if (this.#server === 'processing') this.#server = 'ready'
    this.send({ type: 'read', turn, upload: this.view() })
  }

  #transfer(effect: Step, fault: Fault): TransferAnswer {
    if (fault === 'not-sent' || fault === 'wait-offline') return { kind: 'lost', status: null }
    if (effect.step === 'send' && !this.isComplete) {
      const { from, to } = effect
      if (from > this.received) throw new Error('A hole in the file')
      // A cut piece stays as far as whole grains of it have come.
      const end = fault === 'cut' ? Math.floor((from + (to - from) / 2) / GRAIN) * GRAIN : to
      if (end > this.received) {
        this.writes.push([this.received, end])
        this.received = end
      }
      this.isComplete = this.received === this.size
    }
    if (fault === 'server-error') return { kind: 'lost', status: 502 }
    if (fault !== 'fine') return { kind: 'lost', status: null }
    return this.isComplete ? { kind: 'complete' } : { kind: 'received', bytes: this.received }
  }

  view(): UploadView {
    return {
      uploadId: `u${this.made.toString()}`,
      state: this.#server,
      reason: null,
      mediaVersion: 1,
      duration: 12,
      poster: null,
      expiresAt: null,
      url: this.#server === 'waiting' && !this.isComplete ? 'https://receiver.example/u' : null,
    }
  }
}
