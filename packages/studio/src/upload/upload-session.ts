import { reduceUpload } from '../core/upload/reduce-upload.js'
import type { UploadEffect, UploadEvent } from '../core/upload/upload-events.js'
import { NO_UPLOAD, type KnownFile, type UploadState } from '../core/upload/upload-state.js'
import type { UploadApi, UploadRequest } from '../ports/api.js'
import type { CallResult } from '../ports/api.js'
import type { Clock } from '../ports/clock.js'
import type { FileStore } from '../ports/file-store.js'
import type { Timers } from '../ports/timers.js'
import type { Transfer } from '../ports/transfer.js'

export interface UploadPorts {
  readonly api: UploadApi
  readonly transfer: Transfer
  readonly files: FileStore
  readonly clock: Clock
  readonly timers: Timers
  readonly random: () => number
  readonly online: () => boolean
}

/** What the element does with an upload. */
export interface UploadListener {
  changed(before: UploadState, after: UploadState): void
  askSignIn(): void
}

type Step = Extract<UploadEffect, { readonly type: 'step' }>

/** The upload of one lesson: carries out what the reducer decides. */
export class UploadSession {
  readonly #ports: UploadPorts
  readonly #lessonId: string
  readonly #options: () => Pick<UploadRequest, 'captions' | 'credit' | 'language'>
  readonly #listener: UploadListener
  #state = NO_UPLOAD
  #file: Blob | null = null
  #under = new AbortController()
  #stopWaiting: (() => void) | undefined
  #isClosed = false

  /** `options`: what is said of the next file. */
  constructor(
    lessonId: string,
    ports: UploadPorts,
    options: () => Pick<UploadRequest, 'captions' | 'credit' | 'language'>,
    listener: UploadListener,
  ) {
    this.#lessonId = lessonId
    this.#ports = ports
    this.#options = options
    this.#listener = listener
  }

  get state(): UploadState {
    return this.#state
  }

  /** Goes on with what an earlier page has begun. */
  start(): void {
    const upload = this.#ports.files.read(this.#lessonId)
    if (upload) this.dispatch({ type: 'kept', upload })
  }

  /** Takes a file, where one is taken now. */
  choose(file: File, rules: Extract<UploadEvent, { readonly type: 'chosen' }>['rules']): void {
    const { name, size, type, lastModified } = file
    const before = this.#state.turn
    this.dispatch({ type: 'chosen', file: { name, size, type, lastModified }, rules }, () => {
      if (this.#state.turn !== before) this.#file = file
    })
  }

  /** Nothing more happens; an upload under way can be taken up by the next page. */
  close(): void {
    this.#isClosed = true
    this.#stop()
  }

  dispatch(event: UploadEvent, between?: () => void): void {
    if (this.#isClosed) return
    const { clock, random, online } = this.#ports
    const before = this.#state
    const { state, effects } = reduceUpload(before, event, {
      now: clock.date(),
      random: random(),
      online: online(),
    })
    this.#state = state
    between?.()
    for (const effect of effects) this.#carryOut(effect)
    if (state !== before) this.#listener.changed(before, state)
  }

  #carryOut(effect: UploadEffect): void {
    const { files, timers, api } = this.#ports
    switch (effect.type) {
      case 'step':
        void this.#take(effect)
        return
      case 'wait':
        this.#stopWaiting?.()
        this.#stopWaiting = timers.after(effect.milliseconds, () => this.dispatch({ type: 'due', turn: effect.turn }))
        return
      case 'stop':
        return this.#stop()
      case 'cancel':
        // Where nobody answers, the address runs out by itself, and the next upload of the lesson offers to take its place.
        void api.cancel(effect.uploadId)
        return
      case 'keep':
        return files.write({ ...effect.upload, lessonId: this.#lessonId })
      case 'forget':
        return files.remove(this.#lessonId)
      case 'ask-sign-in':
        return this.#listener.askSignIn()
    }
  }

  #stop(): void {
    this.#under.abort()
    this.#under = new AbortController()
    this.#stopWaiting?.()
    this.#stopWaiting = undefined
  }

  async #take(effect: Step): Promise<void> {
    const { turn } = effect
    const { api, transfer } = this.#ports
    const { uploadId, url, file } = this.#state
    switch (effect.step) {
      case 'examine': {
        const digest = this.#file && (await transfer.digest(this.#file))
        this.dispatch({ type: 'examined', turn, digest })
        return
      }
      case 'create': {
        this.#answered(
          turn,
          await api.create({ lessonId: this.#lessonId, file: file!, ...this.#options() }),
          (made) => ({ type: 'created', turn, ...made }),
        )
        return
      }
      case 'find': {
        this.#answered(turn, await api.find(this.#lessonId, file!), (upload) =>
          upload ? { type: 'created', turn, upload, pieceLimit: null } : { type: 'not-found', turn },
        )
        return
      }
      case 'clear': {
        this.#answered(turn, await api.clear(this.#lessonId), () => ({ type: 'cleared', turn }))
        return
      }
      case 'read': {
        this.#answered(turn, await api.read(uploadId!), (upload) => ({ type: 'read', turn, upload }))
        return
      }
      case 'apply': {
        this.#answered(turn, await api.apply(uploadId!, effect.credit), (upload) => ({
          type: 'read',
          turn,
          upload,
        }))
        return
      }
      case 'ask':
      case 'send':
        return this.#transfer(effect, url, file)
    }
  }

  #answered<T>(turn: number, result: CallResult<T>, eventOf: (value: T) => UploadEvent): void {
    if (result.kind === 'answer') this.dispatch(eventOf(result.value))
    else this.dispatch({ type: 'call-failed', turn, failure: result.failure })
  }

  async #transfer(effect: Step, url: string | null, file: KnownFile | null): Promise<void> {
    const { transfer, clock } = this.#ports
    const { signal } = this.#under
    const began = clock.monotonic()
    const answer =
      url === null
        ? ({ kind: 'gone' } as const)
        : effect.step === 'send'
          ? await transfer.send(url, this.#file!, effect.from, effect.to, signal)
          : await transfer.ask(url, file?.size ?? 0, signal)
    if (signal.aborted) return
    this.dispatch({ type: 'transferred', turn: effect.turn, answer, took: clock.monotonic() - began })
  }
}
