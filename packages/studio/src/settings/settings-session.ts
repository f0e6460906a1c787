import { reduceSettings } from '../core/settings/reduce-settings.js'
import { NO_SETTINGS, type SettingsEvent, type SettingsState } from '../core/settings/settings-state.js'
import type { CallFailure } from '../core/upload/upload-events.js'
import { pollWait } from '../core/upload/waits.js'
import type { Timers } from '../ports/timers.js'
import type { HeldUpload, LessonTrack, NewTrack, SettingsApi } from '../ports/settings-api.js'

/** What belongs to the lesson besides its settings. `tracks`: `null` while unknown, or where the handler has no tracks. */
export interface LessonExtras {
  readonly tracks: readonly LessonTrack[] | null
  readonly held: HeldUpload | null
  /** Whether progress can be kept with the video that is held. */
  readonly mayKeep: boolean
  readonly busy: boolean
  /** Why the last change of a track, or the decision, had no effect. */
  readonly error: { readonly of: 'held' | 'tracks'; readonly failure: CallFailure } | null
}

export interface SettingsListener {
  changed(before: SettingsState, after: SettingsState): void
  extrasChanged(): void
}

export const NO_EXTRAS: LessonExtras = { tracks: null, held: null, mayKeep: true, busy: false, error: null }

/** States of a track that is not done. */
const PENDING: ReadonlySet<string> = new Set(['creating', 'deleting', 'preparing'])

/** The settings of one lesson: carries out what the reducer decides. */
export class SettingsSession {
  readonly #api: SettingsApi
  readonly #lessonId: string
  readonly #listener: SettingsListener
  readonly #timers: Timers
  #stopWaiting: (() => void) | undefined
  #polls = 0
  #state = NO_SETTINGS
  #extras = NO_EXTRAS
  #isClosed = false

  constructor(lessonId: string, api: SettingsApi, timers: Timers, listener: SettingsListener) {
    this.#timers = timers
    this.#lessonId = lessonId
    this.#api = api
    this.#listener = listener
  }

  get state(): SettingsState {
    return this.#state
  }

  get extras(): LessonExtras {
    return this.#extras
  }

  close(): void {
    this.#isClosed = true
    this.#stopWaiting?.()
  }

  dispatch(event: SettingsEvent): void {
    if (this.#isClosed) return
    const before = this.#state
    this.#state = reduceSettings(before, event)
    if (this.#state.saving && !before.saving) void this.#save(this.#state)
    if (this.#state !== before) this.#listener.changed(before, this.#state)
  }

  /** Reads everything again; what somebody edits meanwhile stays. */
  async load(): Promise<void> {
    this.dispatch({ type: 'load' })
    const result = await this.#api.load(this.#lessonId)
    if (result.kind === 'answer') this.dispatch({ type: 'loaded', lesson: result.value })
    else this.dispatch({ type: 'unavailable', reason: result.failure.code })
    if (result.kind === 'answer') await this.#loadExtras()
  }

  /** Gives the lesson the video that is held. */
  async apply(credit: 'keep' | 'reset'): Promise<void> {
    const { held } = this.#extras
    if (!held) return
    await this.#change('held', () => this.#api.apply(held.uploadId, credit))
    // This handler or this video does not allow it; the other choice stays.
    const { error } = this.#extras
    const isRefused = ['credit_not_transferable', 'invalid_request'].includes(error?.failure.code ?? '')
    if (credit === 'keep' && isRefused) this.#setExtras({ mayKeep: false })
  }

  addTrack(track: NewTrack): Promise<void> {
    return this.#change('tracks', () => this.#api.addTrack(this.#lessonId, track))
  }

  removeTrack(trackId: string): Promise<void> {
    return this.#change('tracks', () => this.#api.removeTrack(this.#lessonId, trackId))
  }

  async #save({ draft, base }: SettingsState): Promise<void> {
    const result = await this.#api.save(this.#lessonId, draft!, base!)
    if (result.kind === 'saved') {
      this.dispatch({ type: 'saved', lesson: result.lesson })
      return this.#loadExtras()
    }
    if (result.kind === 'refused') {
      this.dispatch({ type: 'refused', faults: result.faults })
      return
    }
    if (result.kind === 'failed') {
      this.dispatch({ type: 'not-saved', reason: result.failure.code })
      return
    }
    const newest = await this.#api.load(this.#lessonId)
    if (newest.kind === 'answer') this.dispatch({ type: 'conflict', theirs: newest.value })
    else this.dispatch({ type: 'not-saved', reason: newest.failure.code })
  }

  async #change(of: 'held' | 'tracks', work: () => ReturnType<SettingsApi['apply']>): Promise<void> {
    this.#setExtras({ busy: true, error: null })
    const result = await work()
    this.#setExtras({ busy: false, error: result.kind === 'failed' ? { of, failure: result.failure } : null })
    this.#polls = 0
    if (result.kind === 'answer') await this.load()
  }

  async #loadExtras(): Promise<void> {
    const [tracks, held] = await Promise.all([this.#api.tracks(this.#lessonId), this.#api.findHeld(this.#lessonId)])
    this.#setExtras({
      // What cannot be read now stays as it was known.
      ...(tracks.kind === 'answer' && { tracks: tracks.value }),
      ...(held.kind === 'answer' && { held: held.value }),
    })
    this.#pollTracks()
  }

  /** Captions take a while: their states are read again until all of them are done. */
  #pollTracks(): void {
    this.#stopWaiting?.()
    if (this.#isClosed || !this.#extras.tracks?.some(({ state }) => PENDING.has(state))) return
    this.#stopWaiting = this.#timers.after(pollWait(this.#polls), () => void this.load())
    this.#polls += 1
  }

  #setExtras(change: Partial<LessonExtras>): void {
    if (this.#isClosed) return
    this.#extras = { ...this.#extras, ...change }
    this.#listener.extrasChanged()
  }
}
